import { WarningFilled } from "@ant-design/icons";
import { Skeleton } from "antd";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../../kit/figure/Figure";
import { formatCount } from "../../kit/format/decimal";
import { formatRate } from "../../kit/format/rate";
import { LightMark } from "../../kit/light/LightMark";
import { LIGHTS } from "../../kit/light/lights";
import { listLink } from "../../kit/list/codec";
import { Panel } from "../../kit/panel/Panel";
import styles from "./HeadlinePanel.module.css";
import { type Overview, useOverview } from "./queries";

/** The figures that the county is led by. Each is a link to the list of what it counts. */
export function HeadlinePanel() {
  const { t } = useTranslation();
  const query = useOverview();
  return (
    <Panel
      title={t("overview.headline")}
      query={query}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 5 }} />}
    >
      {(overview) => (
        <div className={styles.groups}>
          <Projects overview={overview} />
          <Lights overview={overview} />
          <Stalls overview={overview} />
          <Issues overview={overview} />
        </div>
      )}
    </Panel>
  );
}

interface Part {
  overview: Overview;
}

function Projects({ overview: { projects, full_view, connected, applicable } }: Part) {
  const { t } = useTranslation();
  const kinds = { connected: formatCount(connected), applicable: formatCount(applicable) };
  return (
    <Group
      title={t("overview.projects")}
      columns={2}
      figures={[
        { ...counted("projects", t("overview.inStock"), projects, listLink("projects")), strong: true },
        {
          ...counted(
            "full_view",
            t("overview.fullView"),
            full_view,
            listLink("projects", { full_view: true }),
          ),
          note: `/ ${formatCount(projects)}`,
          under: t("overview.kinds", kinds),
          strong: true,
        },
      ]}
    />
  );
}

function Lights({ overview: { lights } }: Part) {
  const { t } = useTranslation();
  return (
    <Group
      title={t("overview.lights")}
      columns={4}
      figures={LIGHTS.map((light) => ({
        ...counted(
          `light-${light}`,
          <LightMark light={light} />,
          lights[light],
          listLink("projects", { light: [light] }),
        ),
        strong: true,
      }))}
    />
  );
}

function Stalls({ overview: { stalls, entered_late, granted_acts } }: Part) {
  const { t } = useTranslation();
  const { found, cleared, clearing_rate } = stalls;
  const open = found - cleared;
  const of = (stalled: "found" | "cleared" | "open") => listLink("projects", { stalled });
  return (
    <Group
      title={t("overview.stalls")}
      columns={4}
      figures={[
        counted("found", t("overview.found"), found, of("found")),
        counted("cleared", t("overview.cleared"), cleared, of("cleared")),
        {
          name: "clearing_rate",
          label: t("overview.clearingRate"),
          value: formatRate(clearing_rate),
          note: share(
            cleared,
            found,
            entered_late.projects && t("late.ofProjects", { n: formatCount(entered_late.projects) }),
          ),
          under: granted_acts > 0 ? t("late.ofActs", { n: formatCount(granted_acts) }) : undefined,
          to: of("found"),
        },
        {
          ...counted("open", t("overview.open"), open, of("open")),
          alert: open > 0 && <WarningFilled aria-hidden />,
        },
      ]}
    />
  );
}

function Issues({ overview: { issues, entered_late } }: Part) {
  const { t } = useTranslation();
  const { pushed, done, done_rate, in_progress } = issues;
  const of = (progress: "pushed" | "done" | "in_progress") => listLink("issues", { progress });
  return (
    <Group
      title={t("overview.issues")}
      columns={4}
      figures={[
        counted("pushed", t("overview.pushed"), pushed, of("pushed")),
        counted("done", t("overview.done"), done, of("done")),
        {
          name: "done_rate",
          label: t("overview.doneRate"),
          value: formatRate(done_rate),
          note: share(
            done,
            pushed,
            entered_late.issues && t("late.ofIssues", { n: formatCount(entered_late.issues) }),
          ),
          to: of("pushed"),
        },
        counted("in_progress", t("overview.inProgress"), in_progress, of("in_progress")),
      ]}
    />
  );
}

/** A number, and the list of what it counts. */
function counted(name: string, label: ReactNode, count: number, to: string): ComponentProps<typeof Figure> {
  return { name, label, value: formatCount(count), to };
}

/** What a rate is made of, and how many of these were entered late, if any. */
function share(part: number, whole: number, late: string | 0): string {
  return `${formatCount(part)}/${formatCount(whole)}${late ? ` · ${late}` : ""}`;
}

interface GroupProps {
  title: string;
  columns: 2 | 4;
  figures: readonly ComponentProps<typeof Figure>[];
}

function Group({ title, columns, figures }: GroupProps) {
  return (
    <div className={styles.group} data-columns={columns}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.figures}>
        {figures.map((one) => (
          <Figure key={one.name} {...one} />
        ))}
      </div>
    </div>
  );
}
