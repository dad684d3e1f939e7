import { useTranslation } from "react-i18next";
import { formatCount } from "../../kit/format/decimal";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import type { Run } from "./queries";
import styles from "./RunCards.module.css";
import { RunOutcome } from "./RunOutcome";

const COUNTS = ["read", "accepted", "unchanged", "rejected"] as const;

/** The runs on a phone: one card a run. */
export function RunCards({ runs }: { runs: readonly Run[] }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <ul className={styles.cards} aria-label={t("operations.runs")}>
      {runs.map((run) => (
        <li key={runs.indexOf(run)} className={styles.card}>
          <div className={styles.head}>
            <span className={styles.kind}>{word("kinds", run.kind)}</span>
            <RunOutcome run={run} />
          </div>
          <div className={styles.where}>
            {word("sources", run.source)} · <time dateTime={run.ended_at}>{formatTime(run.ended_at)}</time>
          </div>
          <dl className={styles.counts}>
            {COUNTS.map((count) => (
              <div key={count}>
                <dt>{t(`operations.columns.${count}`)}</dt>
                <dd>{formatCount(run[count])}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
