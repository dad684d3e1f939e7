import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { issuesLink } from "../issues/filters";
import { PageHead } from "../panel/PageHead";
import { Stack } from "../panel/Stack";
import { listLink } from "../projects/filters";
import { usePageTitle } from "../shell/crumbTitle";
import styles from "./MetricsPage.module.css";

/** Every number that the pages show, by area: whether it has a denominator, and the list of what it counts. */
const AREAS = [
  {
    area: "projects",
    metrics: [
      { key: "registered", rows: listLink({}) },
      { key: "investment", rows: listLink({ sort: "investment", order: "desc" }) },
      { key: "unplanned", rows: listLink({ status: "unplanned" }) },
      { key: "stuck", rows: listLink({ status: "stuck" }) },
      { key: "withdrawn", rows: listLink({ status: "withdrawn" }) },
      { key: "township", rows: listLink({ sort: "township", order: "asc" }) },
      { key: "stage", rows: listLink({}) },
      { key: "connected", rows: listLink({}), over: true },
      { key: "fullView", rows: listLink({ fullView: true }), over: true },
    ],
  },
  {
    area: "lights",
    metrics: [
      { key: "red", rows: listLink({ lights: ["red"] }) },
      { key: "yellow", rows: listLink({ lights: ["yellow"] }) },
      { key: "green", rows: listLink({ lights: ["green"] }) },
      { key: "unknown", rows: listLink({ lights: ["unknown"] }) },
      { key: "overdue", rows: listLink({ sort: "overdue", order: "desc" }) },
    ],
  },
  {
    area: "stalls",
    metrics: [
      { key: "found", rows: listLink({ stalled: "found" }) },
      { key: "cleared", rows: listLink({ stalled: "cleared" }) },
      { key: "open", rows: listLink({ stalled: "open" }) },
      { key: "clearingRate", rows: listLink({ stalled: "found" }), over: true },
      { key: "byStall", rows: listLink({ stalled: "found" }) },
    ],
  },
  {
    area: "issues",
    metrics: [
      { key: "allIssues", rows: issuesLink({}) },
      { key: "pushed", rows: issuesLink({ progress: "pushed" }) },
      { key: "inProgress", rows: issuesLink({ progress: "in_progress" }) },
      { key: "done", rows: issuesLink({ progress: "done" }) },
      { key: "doneRate", rows: issuesLink({ progress: "pushed" }), over: true },
      { key: "overdueIssues", rows: issuesLink({ sort: "answer_by", order: "asc" }) },
    ],
  },
] as const;

type Metric = (typeof AREAS)[number]["metrics"][number];

/** The dictionary of metrics: name, formula, denominator. */
export function MetricsPage() {
  const { t } = useTranslation();
  usePageTitle(t("metrics.title"), t("app.name"));
  return (
    <>
      <PageHead title={t("metrics.title")} note={t("metrics.lead")} />
      <Stack>
        {AREAS.map(({ area, metrics }) => (
          <section key={area} className={styles.frame} aria-labelledby={`metrics-${area}`}>
            <h2 id={`metrics-${area}`} className={styles.area}>
              {t(`metrics.areas.${area}`)}
            </h2>
            <Table metrics={metrics} label={t(`metrics.areas.${area}`)} />
          </section>
        ))}
      </Stack>
    </>
  );
}

function Table({ metrics, label }: { metrics: readonly Metric[]; label: string }) {
  const { t } = useTranslation();
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("metrics.name")}</th>
          <th scope="col">{t("metrics.formula")}</th>
          <th scope="col">{t("metrics.denominator")}</th>
          <th scope="col">{t("metrics.rows")}</th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.key}>
            <th scope="row">{t(`metrics.items.${metric.key}.name`)}</th>
            <td>{t(`metrics.items.${metric.key}.formula`)}</td>
            <td>{"over" in metric ? t(`metrics.over.${metric.key}`) : t("metrics.none")}</td>
            <td>
              <Link
                to={metric.rows}
                aria-label={`${t("metrics.rows")}: ${t(`metrics.items.${metric.key}.name`)}`}
              >
                {t("metrics.rows")}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
