import { useTranslation } from "react-i18next";
import { LateMark } from "../../kit/day/LateMark";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import type { Kind } from "./queries";
import styles from "./RunCards.module.css";
import { RunOutcome } from "./RunOutcome";
import { useKindState } from "./useKindState";

/** The kinds on a phone: one card a kind. */
export function KindCards({ kinds }: { kinds: readonly Kind[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const state = useKindState();
  return (
    <ul className={styles.cards} aria-label={t("operations.kinds")}>
      {kinds.map((kind) => (
        <li key={kind.name} className={styles.card}>
          <div className={styles.head}>
            <span className={styles.kind}>{word("kinds", kind.name)}</span>
            {kind.late && <LateMark />}
            {kind.last && <RunOutcome run={kind.last} />}
          </div>
          <div className={styles.where}>
            {word("sources", kind.source)} · {state(kind)}
            {kind.complete_to && ` · ${t("operations.completeTo")} ${formatTime(kind.complete_to)}`}
          </div>
        </li>
      ))}
    </ul>
  );
}
