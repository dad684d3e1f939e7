import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatCount, formatYi } from "../format/decimal";
import { listLink } from "./filters";
import type { Figures } from "./queries";
import styles from "./TownshipTable.module.css";

/** The numbers behind the chart. */
export function TownshipTable({ townships }: { townships: Figures["townships"] }) {
  const { t } = useTranslation();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("projects.township")}</th>
          <th scope="col">{t("figures.projects")}</th>
          <th scope="col">
            {t("figures.investment")} ({t("figures.unitYi")})
          </th>
        </tr>
      </thead>
      <tbody>
        {townships.map(({ township, name, projects, investment }) => (
          <tr key={township}>
            <th scope="row">{name}</th>
            <td>
              <Link to={listLink({ townships: [township] })}>{formatCount(projects)}</Link>
            </td>
            <td>{formatYi(investment)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
