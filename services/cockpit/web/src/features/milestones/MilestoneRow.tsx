import {
  CheckCircleFilled,
  ClockCircleOutlined,
  MinusCircleOutlined,
  WarningFilled,
} from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useWord } from "../../kit/i18n/useWord";
import { dueNow, type Milestone } from "../../kit/project/milestones";
import styles from "./MilestonesPanel.module.css";
import { type Axis, type Basis, type Progress, progressOf } from "./plan";

interface Props {
  milestone: Milestone;
  axis: Axis;
  today: string;
  basis: Basis;
}

/** One milestone: its days on the axis, and the same in words. */
export function MilestoneRow({ milestone, axis, today, basis }: Props) {
  const word = useWord();
  const progress = progressOf(milestone, basis);
  const { on } = milestone;
  const counts = progress.kind !== "inapplicable";
  return (
    <li className={styles.row}>
      <strong className={styles.name}>{word("milestones", milestone.milestone)}</strong>
      <div className={styles.track} aria-hidden="true">
        <Late milestone={milestone} axis={axis} judged={basis.judged} progress={progress} />
        {counts && milestone.due && <Sign sign="due" day={milestone.due} axis={axis} />}
        {counts &&
          milestone.extensions.map((one) => (
            <Sign key={`${one.approved_on} ${one.due}`} sign="extended" day={one.due} axis={axis} />
          ))}
        {on && <Sign sign="reached" day={on} axis={axis} />}
        <span className={styles.line} style={{ left: `${axis.place(today)}%` }} />
      </div>
      <div className={styles.words}>
        <Said progress={progress} on={on} />
        {counts && <Days milestone={milestone} />}
      </div>
    </li>
  );
}

/** The agreed due day, then every extension in the order of approval, then the document that says it was reached. */
function Days({ milestone: { due, reached, extensions, document } }: { milestone: Milestone }) {
  const { t } = useTranslation();
  const approved = [...extensions].sort((a, b) => a.approved_on.localeCompare(b.approved_on));
  const extended = approved.length > 0;
  const said: string[] = [];
  if (due) {
    said.push(t(extended ? "project.dueFirst" : "project.due", { date: due }));
  } else if (extended || !reached) {
    said.push(t(extended ? "project.noDueFirst" : "project.noDueYet"));
  }
  for (const one of approved) {
    said.push(
      t("project.extension", {
        due: one.due,
        approved: one.approved_on,
        document: one.document ?? t("trail.absent"),
      }),
    );
  }
  if (document) {
    said.push(t("project.document", { document }));
  }
  return <span className={styles.days}>{said.join(" · ")}</span>;
}

function Sign({ sign, day, axis }: { sign: "due" | "extended" | "reached"; day: string; axis: Axis }) {
  return <i data-sign={sign} style={{ left: `${axis.place(day)}%` }} title={day} />;
}

interface LateProps {
  milestone: Milestone;
  axis: Axis;
  judged: string | null;
  progress: Progress;
}

/** The stretch between the day that was due and the day it was reached, or the last judged one. */
function Late({ milestone, axis, judged, progress }: LateProps) {
  const late = progress.kind === "overdue" || (progress.kind === "reached" && progress.late);
  const end = milestone.on ?? judged;
  const due = end && dueNow(milestone, end);
  if (!late || !end || !due) {
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
    case "inapplicable":
      return (
        <span className={styles.said} data-state="inapplicable">
          {t("project.inapplicable")}
        </span>
      );
  }
}
