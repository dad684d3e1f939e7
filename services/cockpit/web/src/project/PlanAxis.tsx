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
  const planned = milestones.flatMap(({ milestone, due }) => (due ? [{ milestone, due }] : []));
  const days = [...planned.map(({ due }) => due), today].sort();
  const from = addMonths(days[0] ?? today, -2);
  const to = addMonths(days.at(-1) ?? today, 2);
  const length = daysBetween(from, to);
  const place = (day: string) => `${((100 * daysBetween(from, day)) / length).toFixed(2)}%`;
  const first = planned.map(({ due }) => due).sort()[0] ?? today;
  const last =
    planned
      .map(({ due }) => due)
      .sort()
      .at(-1) ?? today;

  return (
    <div className={styles.axis} role="img" aria-label={t("project.axis", { today })}>
      <div className={styles.line} />
      <div className={styles.span} style={{ left: place(first), right: `calc(100% - ${place(last)})` }} />
      {planned.map(({ milestone, due }) => (
        <div key={milestone} className={styles.point} style={{ left: place(due) }}>
          <span>{word("milestones", milestone)}</span>
        </div>
      ))}
      <div className={styles.today} style={{ left: place(today) }}>
        <span>{t("project.today")}</span>
      </div>
    </div>
  );
}
