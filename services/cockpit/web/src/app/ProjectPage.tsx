import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { AssignmentPanel } from "../features/assignment/AssignmentPanel";
import { ConnectionPanel } from "../features/connections/ConnectionPanel";
import { EntriesPanel } from "../features/entries/EntriesPanel";
import { ForecastsPanel } from "../features/forecasts/ForecastsPanel";
import { IssuesOfProjectPanel } from "../features/issues/IssuesOfProjectPanel";
import { MilestonesPanel } from "../features/milestones/MilestonesPanel";
import { PoliciesPanel } from "../features/policies/PoliciesPanel";
import { FactsPanel } from "../features/projects/FactsPanel";
import { Headline } from "../features/projects/Headline";
import { EpisodesPanel } from "../features/stalls/EpisodesPanel";
import { useAfter } from "../kit/live/useAfter";
import { LinkButton } from "../kit/page/LinkButton";
import { usePageTitle } from "../kit/page/pageTitle";
import styles from "../kit/page/TwoColumns.module.css";
import { Nothing } from "../kit/panel/Nothing";
import { PageHead } from "../kit/panel/PageHead";
import { Stack } from "../kit/panel/Stack";
import { StuckNotice } from "../kit/panel/StuckNotice";
import { useProject } from "../kit/project/queries";
import { useProjectTrail } from "../kit/trail/queries";
import { TrailPanel } from "../kit/trail/TrailPanel";

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
            {project && <EntriesPanel project={project} onActed={onActed} />}
            {project && <AssignmentPanel project={project} reading={reading} onActed={onActed} />}
            <EpisodesPanel reading={reading} />
            <ForecastsPanel reading={reading} />
            <FactsPanel reading={reading} />
            <ConnectionPanel reading={reading} />
            <IssuesOfProjectPanel id={id} reading={reading} />
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
