import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { listLink } from "../../kit/list/codec";
import { usePageTitle } from "../../kit/page/pageTitle";
import { PageHead } from "../../kit/panel/PageHead";
import { Stack } from "../../kit/panel/Stack";
import styles from "./DictionaryPage.module.css";

/** Every number that the pages show, by area: whether it has a denominator, and the list of what it counts. */
const AREAS = [
  {
    area: "projects",
    metrics: [
      { key: "registered", rows: listLink("projects") },
      { key: "investment", rows: listLink("projects", { sort: "investment", order: "desc" }) },
      { key: "unplanned", rows: listLink("projects", { status: "unplanned" }) },
      { key: "stuck", rows: listLink("projects", { status: "stuck" }) },
      { key: "withdrawn", rows: listLink("projects", { status: "withdrawn" }) },
      { key: "township", rows: listLink("projects", { sort: "township", order: "asc" }) },
      { key: "stage", rows: listLink("projects") },
      { key: "connected", rows: listLink("projects"), over: true },
      { key: "fullView", rows: listLink("projects", { full_view: true }), over: true },
    ],
  },
  {
    area: "lights",
    metrics: [
      { key: "red", rows: listLink("projects", { light: ["red"] }) },
      { key: "yellow", rows: listLink("projects", { light: ["yellow"] }) },
      { key: "green", rows: listLink("projects", { light: ["green"] }) },
      { key: "unknown", rows: listLink("projects", { light: ["unknown"] }) },
      { key: "overdue", rows: listLink("projects", { sort: "overdue", order: "desc" }) },
    ],
  },
  {
    area: "stalls",
    metrics: [
      { key: "found", rows: listLink("projects", { stalled: "found" }) },
      { key: "cleared", rows: listLink("projects", { stalled: "cleared" }) },
      { key: "open", rows: listLink("projects", { stalled: "open" }) },
      { key: "clearingRate", rows: listLink("projects", { stalled: "found" }), over: true },
      { key: "byStall", rows: listLink("projects", { stalled: "found" }) },
    ],
  },
  {
    area: "issues",
    metrics: [
      { key: "allIssues", rows: listLink("issues") },
      { key: "pushed", rows: listLink("issues", { progress: "pushed" }) },
      { key: "inProgress", rows: listLink("issues", { progress: "in_progress" }) },
      { key: "done", rows: listLink("issues", { progress: "done" }) },
      { key: "doneRate", rows: listLink("issues", { progress: "pushed" }), over: true },
      { key: "overdueIssues", rows: listLink("issues", { sort: "answer_by", order: "asc" }) },
    ],
  },
] as const;

type Metric = (typeof AREAS)[number]["metrics"][number];

/** The dictionary of metrics: name, formula, denominator. */
export function DictionaryPage() {
  const { t } = useTranslation();
  usePageTitle(t("dictionary.title"), t("app.name"));
  return (
    <>
      <PageHead title={t("dictionary.title")} note={t("dictionary.lead")} />
      <Stack>
        {AREAS.map(({ area, metrics }) => (
          <section key={area} className={styles.frame} aria-labelledby={`dictionary-${area}`}>
            <h2 id={`dictionary-${area}`} className={styles.area}>
              {t(`dictionary.areas.${area}`)}
            </h2>
            <Table metrics={metrics} label={t(`dictionary.areas.${area}`)} />
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
          <th scope="col">{t("dictionary.name")}</th>
          <th scope="col">{t("dictionary.formula")}</th>
          <th scope="col">{t("dictionary.denominator")}</th>
          <th scope="col">{t("dictionary.rows")}</th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.key}>
            <th scope="row">{t(`dictionary.items.${metric.key}.name`)}</th>
            <td>{t(`dictionary.items.${metric.key}.formula`)}</td>
            <td>{"over" in metric ? t(`dictionary.over.${metric.key}`) : t("dictionary.none")}</td>
            <td>
              <Link
                to={metric.rows}
                aria-label={`${t("dictionary.rows")}: ${t(`dictionary.items.${metric.key}.name`)}`}
              >
                {t("dictionary.rows")}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
