import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { daysBetween } from "../format/time";
import { useWord } from "../i18n/useWord";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import styles from "./MilestonesPanel.module.css";
import { PlanAxis } from "./PlanAxis";
import type { Project } from "./queries";
import type { ProjectReading } from "./reading";

/** The days that are planned for a project, and how far away they are. */
export function MilestonesPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("project.milestones")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 3 }} />}
    >
      {(project) =>
        project.milestones.length > 0 ? <Plan project={project} /> : <NoPlan project={project} />
      }
    </Panel>
  );
}

function Plan({ project: { milestones, today } }: { project: Project }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      <PlanAxis milestones={milestones} today={today} />
      <ul className={styles.list}>
        {milestones.map(({ milestone, due }) => (
          <li key={milestone} className={styles.planned}>
            <strong>{word("milestones", milestone)}</strong>
            <span>{t("project.due", { date: due })}</span>
            <Distance due={due} today={today} />
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t("project.planOnly")}</p>
    </>
  );
}

/** Why there is no plan: nothing was filed, or what was filed makes none. */
function NoPlan({ project: { filed_start, filed_completion } }: { project: Project }) {
  const { t } = useTranslation();
  const body = filed_start && filed_completion ? t("project.contradicts") : t("project.milestonesEmptyBody");
  return <Nothing title={t("project.milestonesEmpty")} body={body} />;
}

function Distance({ due, today }: { due: string; today: string }) {
  const { t } = useTranslation();
  const days = daysBetween(today, due);
  const text = { ahead: t("project.inDays", { count: days }), past: t("project.daysAgo", { count: -days }) };
  return (
    <span className={styles.distance}>
      {days === 0 ? t("project.onDay") : days > 0 ? text.ahead : text.past}
    </span>
  );
}
