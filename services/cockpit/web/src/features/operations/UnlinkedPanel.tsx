import { useTranslation } from "react-i18next";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { GrowingPanel } from "../../kit/list/GrowingPanel";
import styles from "./RefusedPanel.module.css";
import { type Unlinked, useUnlinked } from "./refusedQueries";

const IDENTIFIERS = ["project_code", "land_number", "permit_number", "site_code", "enterprise_code"] as const;

/** Records that speak of no project that is known, and what they call it. */
export function UnlinkedPanel() {
  const { t } = useTranslation();
  return (
    <GrowingPanel
      title={t("unlinked.title")}
      query={useUnlinked()}
      keyOf={(one) => one.stream}
      empty={{ title: t("unlinked.empty"), body: t("unlinked.emptyBody") }}
    >
      {(one) => <UnlinkedEntry unlinked={one} />}
    </GrowingPanel>
  );
}

function UnlinkedEntry({ unlinked }: { unlinked: Unlinked }) {
  const { t } = useTranslation();
  const word = useWord();
  const known = IDENTIFIERS.filter((name) => unlinked[name]);
  return (
    <>
      <div className={styles.head}>
        <span className={styles.kind}>{word("kinds", unlinked.kind)}</span>
        <span className={styles.key}>{unlinked.record_id}</span>
      </div>
      <div className={styles.where}>
        {word("sources", unlinked.source)} ·{" "}
        <time dateTime={unlinked.updated_at}>{formatTime(unlinked.updated_at)}</time>
      </div>
      <dl className={styles.identifiers}>
        {known.map((name) => (
          <div key={name}>
            <dt>{word("data", name)}</dt>
            <dd>{unlinked[name]}</dd>
          </div>
        ))}
        {known.length === 0 && <dd>{t("unlinked.unnamed")}</dd>}
      </dl>
    </>
  );
}
