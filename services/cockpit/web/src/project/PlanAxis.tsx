import { useTranslation } from "react-i18next";
import { addMonths, daysBetween } from "../format/time";
import { useWord } from "../i18n/useWord";
import styles from "./PlanAxis.module.css";
import type { Project } from "./queries";

interface Props {
  milestones: Project["milestones"];
  today: string;
}

/** The planned days on one axis, with today among them. The list below it says the same in words. */
export function PlanAxis({ milestones, today }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const due = milestones.map((planned) => planned.due).sort();
  const days = [...due, today].sort();
  const from = addMonths(days[0] ?? today, -2);
  const to = addMonths(days.at(-1) ?? today, 2);
  const length = daysBetween(from, to);
  const place = (day: string) => `${((100 * daysBetween(from, day)) / length).toFixed(2)}%`;
  const first = due[0] ?? today;
  const last = due.at(-1) ?? today;

  return (
    <div className={styles.axis} role="img" aria-label={t("project.axis", { today })}>
      <div className={styles.line} />
      <div className={styles.span} style={{ left: place(first), right: `calc(100% - ${place(last)})` }} />
      {milestones.map((planned) => (
        <div key={planned.milestone} className={styles.point} style={{ left: place(planned.due) }}>
          <span>{word("milestones", planned.milestone)}</span>
        </div>
      ))}
      <div className={styles.today} style={{ left: place(today) }}>
        <span>{t("project.today")}</span>
      </div>
    </div>
  );
}
