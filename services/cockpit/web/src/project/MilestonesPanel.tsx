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
        project.milestones.some(({ due }) => due) ? (
          <>
            <PlanAxis milestones={project.milestones} today={project.today} />
            <ul className={styles.list}>
              {project.milestones.map((planned) => (
                <Planned key={planned.milestone} planned={planned} today={project.today} />
              ))}
            </ul>
            <p className={styles.note}>{t("project.planOnly")}</p>
          </>
        ) : (
          <Nothing title={t("project.milestonesEmpty")} body={t("project.milestonesEmptyBody")} />
        )
      }
    </Panel>
  );
}

function Planned({
  planned: { milestone, due, basis },
  today,
}: {
  planned: Project["milestones"][number];
  today: string;
}) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <li className={styles.planned}>
      <strong>{word("milestones", milestone)}</strong>
      <span>{due ? t("project.due", { date: due }) : t("project.noDue")}</span>
      <Distance due={due} today={today} />
      <code className={styles.basis}>{t("project.basis", { stream: basis })}</code>
    </li>
  );
}

function Distance({ due, today }: { due: string | null; today: string }) {
  const { t } = useTranslation();
  if (!due) {
    return null;
  }
  const days = daysBetween(today, due);
  const said =
    days === 0
      ? t("project.onDay")
      : days > 0
        ? t("project.inDays", { count: days })
        : t("project.daysAgo", { count: -days });
  return <span className={styles.distance}>{said}</span>;
}
