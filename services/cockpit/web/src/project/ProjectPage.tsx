import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAfter } from "../live/useAfter";
import { Nothing } from "../panel/Nothing";
import { PageHead } from "../panel/PageHead";
import { Stack } from "../panel/Stack";
import { usePageTitle } from "../shell/crumbTitle";
import { LinkButton } from "../shell/LinkButton";
import { useProjectTrail } from "../trail/queries";
import { TrailPanel } from "../trail/TrailPanel";
import { AssignmentPanel } from "./AssignmentPanel";
import { ConnectionPanel } from "./ConnectionPanel";
import { EpisodesPanel } from "./EpisodesPanel";
import { FactsPanel } from "./FactsPanel";
import { Headline } from "./Headline";
import { IssuesPanel } from "./IssuesPanel";
import { MilestonesPanel } from "./MilestonesPanel";
import { PoliciesPanel } from "./PoliciesPanel";
import { ProjectActsPanel } from "./ProjectActsPanel";
import styles from "./ProjectPage.module.css";
import { useProject } from "./queries";
import { StuckNotice } from "./StuckNotice";

/** One project: how it stands against its plan, what is known of it, and every event that says so. */
export function ProjectPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [after, onActed] = useAfter();
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
        note={project && <Headline project={project} />}
      />
      {project && <StuckNotice stuck={project} />}
      <Stack>
        <MilestonesPanel reading={reading} />
        <div className={styles.layout}>
          <div className={styles.side}>
            {project && <ProjectActsPanel project={project} onActed={onActed} />}
            {project && <AssignmentPanel project={project} reading={reading} onActed={onActed} />}
            <EpisodesPanel reading={reading} />
            <FactsPanel reading={reading} />
            <ConnectionPanel reading={reading} />
            <IssuesPanel id={id} reading={reading} />
            <PoliciesPanel reading={reading} />
          </div>
          <Events id={id} after={after} />
        </div>
      </Stack>
    </>
  );
}

function Events({ id, after }: { id: string; after: string | null }) {
  return <TrailPanel trail={useProjectTrail(id, after)} />;
}
