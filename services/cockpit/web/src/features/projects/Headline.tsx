import { useTranslation } from "react-i18next";
import { NONE } from "../../kit/format/none";
import { useWord } from "../../kit/i18n/useWord";
import { LightMark } from "../../kit/light/LightMark";
import { Overdue } from "../../kit/light/Overdue";
import type { Project } from "../../kit/project/queries";
import styles from "./Headline.module.css";
import { ProjectMarks } from "./ProjectMarks";

/** How the project stands, in one line: its light and why, its stage, how much of it is in view. */
export function Headline({ project }: { project: Project }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <span className={styles.line}>
      <span className={styles.part}>
        <LightMark light={project.light} />
        <span>
          <Overdue stall={project.light_stall} overdue={project.overdue} />
        </span>
      </span>
      <span>
        {t("projects.columns.stage")} <strong>{word("stages", project.stage)}</strong>
      </span>
      <span>
        {t("projects.columns.full_view")}{" "}
        <strong>{project.applicable === null ? NONE : `${project.connected}/${project.applicable}`}</strong>
      </span>
      <ProjectMarks row={project} />
    </span>
  );
}
