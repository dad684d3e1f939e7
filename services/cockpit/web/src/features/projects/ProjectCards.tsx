import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDecimal } from "../../kit/format/decimal";
import { NONE } from "../../kit/format/none";
import { useWord } from "../../kit/i18n/useWord";
import { LightMark } from "../../kit/light/LightMark";
import { Overdue } from "../../kit/light/Overdue";
import styles from "../../kit/list/Cards.module.css";
import { useLive } from "../../kit/live/LiveProvider";
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
            <Fact label={t("projects.columns.full_view")}>
              {row.applicable === null ? NONE : `${row.connected}/${row.applicable}`}
            </Fact>
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
