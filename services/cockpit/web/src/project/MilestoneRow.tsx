import {
  CheckCircleFilled,
  ClockCircleOutlined,
  MinusCircleOutlined,
  WarningFilled,
} from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import styles from "./MilestonesPanel.module.css";
import { type Axis, dueNow, type Milestone, type Progress, progressOf } from "./plan";

interface Props {
  milestone: Milestone;
  axis: Axis;
  today: string;
  /** The project was terminated: nothing is due any more. */
  ended: boolean;
}

/** One milestone: its days on the axis, and the same in words. */
export function MilestoneRow({ milestone, axis, today, ended }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const progress = progressOf(milestone, today, ended);
  const due = dueNow(milestone, today);
  const { on } = milestone;
  return (
    <li className={styles.row}>
      <strong className={styles.name}>{word("milestones", milestone.milestone)}</strong>
      <div className={styles.track} aria-hidden="true">
        <Late milestone={milestone} axis={axis} today={today} progress={progress} />
        {milestone.due && <Sign sign="due" day={milestone.due} axis={axis} />}
        {milestone.extensions.map((one) => (
          <Sign key={`${one.approved_on} ${one.due}`} sign="extended" day={one.due} axis={axis} />
        ))}
        {on && <Sign sign="reached" day={on} axis={axis} />}
        <span className={styles.line} style={{ left: `${axis.place(today)}%` }} />
      </div>
      <div className={styles.words}>
        <Said progress={progress} on={on} />
        <span className={styles.days}>
          {due && t("project.due", { date: due })}
          {!due && !milestone.reached && t("project.noDueYet")}
          {milestone.extensions.map((one) => (
            <span key={`${one.approved_on} ${one.due}`}>
              {" "}
              {t("project.extension", {
                due: one.due,
                approved: one.approved_on,
                document: one.document ?? t("trail.absent"),
              })}
            </span>
          ))}
          {milestone.document && <span> {t("project.document", { document: milestone.document })}</span>}
        </span>
      </div>
    </li>
  );
}

function Sign({ sign, day, axis }: { sign: "due" | "extended" | "reached"; day: string; axis: Axis }) {
  return <i data-sign={sign} style={{ left: `${axis.place(day)}%` }} title={day} />;
}

/** The stretch between the day that was due and the day it was reached, or today. */
function Late({ milestone, axis, today, progress }: Omit<Props, "ended"> & { progress: Progress }) {
  const late = progress.kind === "overdue" || (progress.kind === "reached" && progress.late);
  const end = milestone.on ?? today;
  const due = dueNow(milestone, end);
  if (!late || !due) {
    return null;
  }
  const from = axis.place(due);
  return <i data-sign="overdue" style={{ left: `${from}%`, width: `${axis.place(end) - from}%` }} />;
}

function Said({ progress, on }: { progress: Progress; on: string | null }) {
  const { t } = useTranslation();
  switch (progress.kind) {
    case "reached":
      return (
        <span className={styles.said} data-state={progress.late ? "late" : "done"}>
          <CheckCircleFilled aria-hidden /> {t("project.reachedOn", { date: on ?? "" })}
          {progress.days !== null &&
            progress.days > 0 &&
            ` · ${t(progress.late ? "project.late" : "project.early", { count: progress.days })}`}
        </span>
      );
    case "reachedSometime":
      return (
        <span className={styles.said} data-state="done">
          <CheckCircleFilled aria-hidden /> {t("project.reachedSometime")}
        </span>
      );
    case "overdue":
      return (
        <span className={styles.said} data-state="overdue">
          <WarningFilled aria-hidden /> {t("light.overdue", { count: progress.days })}
        </span>
      );
    case "ahead":
      return (
        <span className={styles.said}>
          <ClockCircleOutlined aria-hidden />{" "}
          {progress.days === 0 ? t("project.onDay") : t("project.inDays", { count: progress.days })}
        </span>
      );
    case "open":
      return (
        <span className={styles.said}>
          <MinusCircleOutlined aria-hidden /> {t("project.notReached")}
        </span>
      );
  }
}
