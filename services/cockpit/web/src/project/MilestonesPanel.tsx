import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import { MilestoneRow } from "./MilestoneRow";
import styles from "./MilestonesPanel.module.css";
import { axisOf, MILESTONES } from "./plan";
import type { Project } from "./queries";
import type { ProjectReading } from "./reading";

const ROOM_PERCENT = 7;

/** The milestone bar: what is due when, with every extension, against what was reached when. */
export function MilestonesPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("project.milestones")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 7 }} />}
    >
      {(project) => (hasPlan(project) ? <Bar project={project} /> : <NoPlan project={project} />)}
    </Panel>
  );
}

function hasPlan({ milestones }: Project): boolean {
  return milestones.some(({ due, reached, extensions }) => due !== null || reached || extensions.length > 0);
}

function Bar({ project: { milestones, today, terminated_on, traits } }: { project: Project }) {
  const { t } = useTranslation();
  const axis = axisOf(milestones, today);
  const standing = { today, ended: terminated_on !== null && terminated_on <= today, traits };
  // A year's name gives way to that of today.
  const isApart = (day: string) => Math.abs(axis.place(day) - axis.place(today)) > ROOM_PERCENT;
  const inOrder = MILESTONES.flatMap((name) => milestones.filter(({ milestone }) => milestone === name));
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
        {inOrder.map((one) => (
          <MilestoneRow key={one.milestone} milestone={one} axis={axis} standing={standing} />
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
