import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import styles from "./RefusedPanel.module.css";
import type { Refused } from "./refusedQueries";

/** One refused delivery; on demand the record as it was delivered. */
export function RefusedEntry({ refused }: { refused: Refused }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      <div className={styles.head}>
        <span className={styles.kind}>{word("kinds", refused.kind)}</span>
        <span className={styles.key}>{refused.record_id}</span>
      </div>
      <div className={styles.where}>
        {word("sources", refused.source)} ·{" "}
        <time dateTime={refused.rejected_at}>{formatTime(refused.rejected_at)}</time>
        {refused.file !== null && ` · ${refused.file}`}
        {refused.row !== null && ` · ${t("refused.row", { row: refused.row })}`}
      </div>
      {refused.taken_at && (
        <Tag color="success">{t("refused.taken", { time: formatTime(refused.taken_at) })}</Tag>
      )}
      <ul className={styles.findings} aria-label={t("refused.findings")}>
        {refused.findings.map(({ field, code, column }) => (
          <li key={`${field} ${code}`}>
            <Tag color="error">{word("findings", code)}</Tag>
            {column ?? <code>{field}</code>}
          </li>
        ))}
      </ul>
      {refused.raw !== null && (
        <details className={styles.raw}>
          <summary>{t("refused.raw")}</summary>
          <pre>{JSON.stringify(refused.raw, null, 2)}</pre>
        </details>
      )}
    </>
  );
}
