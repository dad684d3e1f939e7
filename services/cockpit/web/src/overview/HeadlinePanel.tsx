import { WarningFilled } from "@ant-design/icons";
import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Figure } from "../figure/Figure";
import { formatCount } from "../format/decimal";
import { formatRate } from "../format/rate";
import { issuesLink } from "../issues/filters";
import { LightMark } from "../light/LightMark";
import { LIGHTS } from "../light/lights";
import { Panel } from "../panel/Panel";
import { listLink } from "../projects/filters";
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

function Projects({ overview: { projects, full_view } }: Part) {
  const { t } = useTranslation();
  return (
    <Group title={t("overview.projects")} columns={2}>
      <Figure
        name="projects"
        label={t("overview.inStock")}
        value={formatCount(projects)}
        to={listLink({})}
        strong
      />
      <Figure
        name="full_view"
        label={t("overview.fullView")}
        value={formatCount(full_view)}
        note={`/ ${formatCount(projects)}`}
        to={listLink({ fullView: true })}
        strong
      />
    </Group>
  );
}

function Lights({ overview: { lights } }: Part) {
  const { t } = useTranslation();
  return (
    <Group title={t("overview.lights")} columns={4}>
      {LIGHTS.map((light) => (
        <Figure
          key={light}
          name={`light-${light}`}
          label={<LightMark light={light} />}
          value={formatCount(lights[light])}
          to={listLink({ lights: [light] })}
          strong
        />
      ))}
    </Group>
  );
}

function Stalls({ overview: { stalls } }: Part) {
  const { t } = useTranslation();
  const open = stalls.found - stalls.cleared;
  return (
    <Group title={t("overview.stalls")} columns={4}>
      <Figure
        name="found"
        label={t("overview.found")}
        value={formatCount(stalls.found)}
        to={listLink({ stalled: "found" })}
      />
      <Figure
        name="cleared"
        label={t("overview.cleared")}
        value={formatCount(stalls.cleared)}
        to={listLink({ stalled: "cleared" })}
      />
      <Figure
        name="clearing_rate"
        label={t("overview.clearingRate")}
        value={formatRate(stalls.clearing_rate)}
        note={`${formatCount(stalls.cleared)}/${formatCount(stalls.found)}`}
        to={listLink({ stalled: "found" })}
      />
      <Figure
        name="open"
        label={t("overview.open")}
        value={formatCount(open)}
        to={listLink({ stalled: "open" })}
        alert={open > 0 && <WarningFilled aria-hidden />}
      />
    </Group>
  );
}

function Issues({ overview: { issues } }: Part) {
  const { t } = useTranslation();
  return (
    <Group title={t("overview.issues")} columns={4}>
      <Figure
        name="pushed"
        label={t("overview.pushed")}
        value={formatCount(issues.pushed)}
        to={issuesLink({ progress: "pushed" })}
      />
      <Figure
        name="done"
        label={t("overview.done")}
        value={formatCount(issues.done)}
        to={issuesLink({ progress: "done" })}
      />
      <Figure
        name="done_rate"
        label={t("overview.doneRate")}
        value={formatRate(issues.done_rate)}
        note={`${formatCount(issues.done)}/${formatCount(issues.pushed)}`}
        to={issuesLink({ progress: "pushed" })}
      />
      <Figure
        name="in_progress"
        label={t("overview.inProgress")}
        value={formatCount(issues.in_progress)}
        to={issuesLink({ progress: "in_progress" })}
      />
    </Group>
  );
}

function Group({ title, columns, children }: { title: string; columns: 2 | 4; children: ReactNode }) {
  return (
    <div className={styles.group} data-columns={columns}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.figures}>{children}</div>
    </div>
  );
}
