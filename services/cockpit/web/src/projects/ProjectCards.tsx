import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDecimal } from "../format/decimal";
import { useWord } from "../i18n/useWord";
import { LightMark } from "../light/LightMark";
import { Overdue } from "../light/Overdue";
import { useLive } from "../live/LiveProvider";
import { NONE } from "./columns";
import styles from "./ProjectCards.module.css";
import { ProjectMarks } from "./ProjectMarks";
import type { ProjectRow } from "./queries";

/** The list on a phone: one card a project, the whole card a link. */
export function ProjectCards({ rows }: { rows: ProjectRow[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const { changed } = useLive();
  return (
    <ul className={styles.cards} aria-label={t("projects.caption")}>
      {rows.map((row) => (
        <li key={row.id} className={styles.card} data-changed={changed.has(row.id)}>
          <div className={styles.head}>
            <Link to={`/projects/${row.id}`} className={styles.name ?? ""}>
              {row.name}
            </Link>
            <ProjectMarks row={row} />
          </div>
          <div className={styles.who}>
            {row.enterprise ?? row.enterprise_code} · {row.township_name}
          </div>
          <div className={styles.light}>
            <LightMark light={row.light} />
            <span>
              <Overdue stall={row.light_stall} overdue={row.overdue} />
            </span>
          </div>
          <dl className={styles.facts}>
            <Fact label={t("projects.columns.stage")}>{word("stages", row.stage)}</Fact>
            <Fact label={t("project.fields.investment")}>
              {row.investment === null ? NONE : t("project.wan", { value: formatDecimal(row.investment) })}
            </Fact>
            <Fact label={t("projects.columns.full_view")}>{`${row.connected}/${row.applicable}`}</Fact>
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Fact({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
