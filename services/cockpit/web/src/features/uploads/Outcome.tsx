import { Alert, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useWord } from "../../kit/i18n/useWord";
import { EntryList } from "../../kit/list/EntryList";
import { Nothing } from "../../kit/panel/Nothing";
import type { FileOutcome, FileRow } from "./queries";
import styles from "./uploads.module.css";

const COLOURS = { taken: "success", unchanged: "default", refused: "error" } as const;

/** What becomes of a file, or became of it: its headers, how many rows, and the rows themselves, refused ones first. */
export function Outcome({ outcome, loaded }: { outcome: FileOutcome; loaded: boolean }) {
  const { t } = useTranslation();
  const word = useWord();
  if (outcome.refused) {
    return (
      <Alert
        type="error"
        showIcon
        title={word("findings", outcome.refused)}
        description={outcome.said || undefined}
      />
    );
  }
  const { header_from: first, header_to: last } = outcome;
  return (
    <section aria-label={t("uploads.outcome")} className={styles.outcome}>
      <p>
        {t(loaded ? "uploads.became" : "uploads.would", {
          taken: outcome.taken,
          unchanged: outcome.unchanged,
          rejected: outcome.rejected,
          out: outcome.left_out,
        })}
      </p>
      <p className={styles.where}>
        {t("uploads.headers", { sheet: outcome.sheet, rows: first === last ? first : `${first}–${last}` })}
      </p>
      <ul className={styles.columns} aria-label={t("uploads.columns")}>
        {outcome.columns.map(({ field, header, found, unit }) => (
          <li key={field}>
            {found}
            {unit && !found?.includes(unit) && `（${unit}）`} → {header}
          </li>
        ))}
      </ul>
      {outcome.rows.length > 0 ? (
        <EntryList label={t("uploads.rows")} items={outcome.rows} keyOf={(row) => String(row.row)}>
          {(row) => <Row row={row} outcome={outcome} />}
        </EntryList>
      ) : (
        <Nothing title={t("uploads.noRows")} body={t("uploads.noRowsBody")} />
      )}
    </section>
  );
}

function Row({ row, outcome }: { row: FileRow; outcome: FileOutcome }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      <div className={styles.head}>
        <Tag color={COLOURS[row.verdict]}>{t(`uploads.verdicts.${row.verdict}`)}</Tag>
        <span>{t("refused.row", { row: row.row })}</span>
        {row.findings.map(({ field, code, column }) => (
          <span key={`${field} ${code}`}>
            {column ?? field}：{word("findings", code)}
          </span>
        ))}
      </div>
      <dl className={styles.cells}>
        {outcome.columns.map(({ field, header }) => (
          <div key={field}>
            <dt>{header}</dt>
            <dd>{row.cells[field] || "—"}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
