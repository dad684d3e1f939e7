import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { Nothing } from "../panel/Nothing";
import { PageHead } from "../panel/PageHead";
import { ProjectMarks } from "../projects/ProjectMarks";
import { usePageTitle } from "../shell/crumbTitle";
import { LinkButton } from "../shell/LinkButton";
import { FactsPanel } from "./FactsPanel";
import { MilestonesPanel } from "./MilestonesPanel";
import styles from "./ProjectPage.module.css";
import { useProject } from "./queries";
import { StuckNotice } from "./StuckNotice";
import { TrailPanel } from "./TrailPanel";

/** One project: what it is, what is planned, and every event that says so. */
export function ProjectPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [search] = useSearchParams();
  const after = search.get("after");
  const query = useProject(id, after);
  const project = query.data;
  usePageTitle(project === null ? t("project.notFound") : project?.name, t("app.name"));

  if (project === null) {
    return (
      <>
        <PageHead title={t("project.notFound")} />
        <Nothing title={t("project.notFoundBody")}>
          <LinkButton type="primary" to="/projects">
            {t("project.back")}
          </LinkButton>
        </Nothing>
      </>
    );
  }

  // Past this point the read holds a project, or none yet.
  const reading = { ...query, data: project };
  return (
    <>
      <PageHead
        title={project?.name ?? <Skeleton.Input active size="small" style={{ width: 280 }} />}
        note={project && <ProjectMarks row={project} />}
      />
      {project && <StuckNotice project={project} />}
      <div className={styles.layout}>
        <div className={styles.side}>
          <FactsPanel reading={reading} />
          <MilestonesPanel reading={reading} />
        </div>
        <TrailPanel id={id} after={after} />
      </div>
    </>
  );
}
