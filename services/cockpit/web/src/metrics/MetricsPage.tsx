import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PageHead } from "../panel/PageHead";
import { listLink } from "../projects/filters";
import { usePageTitle } from "../shell/crumbTitle";
import styles from "./MetricsPage.module.css";

/** Every number that the pages show, and the list of what it counts. */
const METRICS = [
  { key: "registered", rows: listLink({}) },
  { key: "investment", rows: listLink({ sort: "investment", order: "desc" }) },
  { key: "unplanned", rows: listLink({ status: "unplanned" }) },
  { key: "stuck", rows: listLink({ status: "stuck" }) },
  { key: "withdrawn", rows: listLink({ status: "withdrawn" }) },
  { key: "township", rows: listLink({ sort: "township", order: "asc" }) },
] as const;

/** The dictionary of metrics: name, formula, denominator. */
export function MetricsPage() {
  const { t } = useTranslation();
  usePageTitle(t("metrics.title"), t("app.name"));
  return (
    <>
      <PageHead title={t("metrics.title")} note={t("metrics.lead")} />
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("metrics.name")}</th>
              <th scope="col">{t("metrics.formula")}</th>
              <th scope="col">{t("metrics.denominator")}</th>
              <th scope="col">{t("metrics.rows")}</th>
            </tr>
          </thead>
          <tbody>
            {METRICS.map(({ key, rows }) => (
              <tr key={key}>
                <th scope="row">{t(`metrics.items.${key}.name`)}</th>
                <td>{t(`metrics.items.${key}.formula`)}</td>
                <td>{t("metrics.none")}</td>
                <td>
                  <Link to={rows} aria-label={`${t("metrics.rows")}: ${t(`metrics.items.${key}.name`)}`}>
                    {t("metrics.rows")}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
