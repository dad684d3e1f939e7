import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import { LightMark } from "../light/LightMark";
import { Overdue } from "../light/Overdue";
import { ProjectMarks } from "../projects/ProjectMarks";
import styles from "./Headline.module.css";
import type { Project } from "./queries";

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
        <strong>
          {project.connected}/{project.applicable}
        </strong>
      </span>
      <ProjectMarks row={project} />
    </span>
  );
}
