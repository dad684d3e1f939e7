import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatCount, formatYi } from "../../kit/format/decimal";
import { NONE } from "../../kit/format/none";
import { listLink } from "../../kit/list/codec";
import type { ProjectFigures } from "../../kit/project/queries";
import styles from "./TownshipTable.module.css";

/** The numbers behind the chart. */
export function TownshipTable({ townships }: { townships: ProjectFigures["townships"] }) {
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
        {townships.map(({ township, name, projects, investment, investment_unknown }) => (
          <tr key={township}>
            <th scope="row">{name}</th>
            <td>
              <Link to={listLink("projects", { township: [township] })}>{formatCount(projects)}</Link>
            </td>
            <td
              title={
                investment_unknown > 0
                  ? t("figures.investmentUnknown", { count: investment_unknown })
                  : undefined
              }
            >
              {investment === null ? NONE : formatYi(investment)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
