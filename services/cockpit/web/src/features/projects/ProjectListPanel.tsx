import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/problem";
import { ListPanel } from "../../kit/list/ListPanel";
import { Nothing } from "../../kit/panel/Nothing";
import { useColumns } from "./columns";
import { ProjectCards } from "./ProjectCards";
import { fetchProjects, saveProjects } from "./queries";

type Status = Schemas["Status"];

/** The list of projects. */
export function ProjectListPanel() {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <ListPanel
      list="projects"
      title={t("projects.caption")}
      inSight={["status", "township", "light", "stalled"]}
      searchHint={t("projects.searchHint")}
      hintOf={(filter, option) =>
        filter === "status" ? t(`projects.hints.status.${option as Status}`) : undefined
      }
      fetch={fetchProjects}
      save={saveProjects}
      columns={columns}
      minWidth={1118}
      cards={(rows) => <ProjectCards rows={rows} />}
      noMatch={t("projects.noMatch")}
      nothing={(_, narrowed) =>
        narrowed ? null : <Nothing title={t("projects.empty")} body={t("projects.emptyBody")} />
      }
    />
  );
}
