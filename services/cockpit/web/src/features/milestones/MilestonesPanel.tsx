import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Nothing } from "../../kit/panel/Nothing";
import { Panel } from "../../kit/panel/Panel";
import type { Project, ProjectReading } from "../../kit/project/queries";
import { MilestoneRow } from "./MilestoneRow";
import styles from "./MilestonesPanel.module.css";
import { axisOf } from "./plan";
import { useApplicable } from "./queries";

const ROOM_PERCENT = 7;

/** The milestone bar: what is due when, with every extension, against what was reached when. */
export function MilestonesPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel title={t("project.milestones")} query={reading} skeleton={<Rows />}>
      {(project) => (hasPlan(project) ? <Bar project={project} /> : <NoPlan project={project} />)}
    </Panel>
  );
}

function Rows() {
  return <Skeleton active title={false} paragraph={{ rows: 7 }} />;
}

function hasPlan({ milestones }: Project): boolean {
  return milestones.some(({ due, reached, extensions }) => due !== null || reached || extensions.length > 0);
}

function Bar({ project: { id, milestones, today, judged, terminated_on } }: { project: Project }) {
  const { t } = useTranslation();
  const { data: applicable = null, isPending } = useApplicable(id);
  const axis = axisOf(milestones, today);
  const ended = terminated_on !== null && terminated_on <= (judged ?? today);
  const basis = { judged, ended, applicable };
  if (isPending) {
    return <Rows />;
  }
  // A year's name gives way to that of today.
  const isApart = (day: string) => Math.abs(axis.place(day) - axis.place(today)) > ROOM_PERCENT;
  return (
    <>
      <ol className={styles.bar}>
        <li className={styles.scale} aria-hidden="true">
          <div className={styles.track}>
            {axis.years.filter(isApart).map((day) => (
              <span key={day} className={styles.year} style={{ left: `${axis.place(day)}%` }}>
                {day.slice(0, 4)}
              </span>
            ))}
            <span className={styles.today} style={{ left: `${axis.place(today)}%` }}>
              {t("project.today")}
            </span>
          </div>
        </li>
        {milestones.map((one) => (
          <MilestoneRow key={one.milestone} milestone={one} axis={axis} today={today} basis={basis} />
        ))}
      </ol>
      <ul className={styles.legend}>
        {(["due", "extended", "reached", "overdue"] as const).map((sign) => (
          <li key={sign}>
            <i data-sign={sign} aria-hidden="true" />
            {t(`project.signs.${sign}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Why there is no plan: nothing was filed, or what was filed makes none. */
function NoPlan({ project: { filed_start, filed_completion } }: { project: Project }) {
  const { t } = useTranslation();
  const body = filed_start && filed_completion ? t("project.contradicts") : t("project.milestonesEmptyBody");
  return <Nothing title={t("project.milestonesEmpty")} body={body} />;
}
