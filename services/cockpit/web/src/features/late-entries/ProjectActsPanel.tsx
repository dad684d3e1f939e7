import { useTranslation } from "react-i18next";
import { formatCount } from "../../kit/format/decimal";
import { EntryList } from "../../kit/list/EntryList";
import { ListPanel } from "../../kit/list/ListPanel";
import { Nothing } from "../../kit/panel/Nothing";
import { ProjectActItem } from "./ProjectActItem";
import { fetchProjectActs, saveProjectActs } from "./queries";

/** The extensions, terminations, doubtful reports and take-backs that were decided, with how many of each. */
export function ProjectActsPanel() {
  const { t } = useTranslation();
  const title = t("late.acts");
  return (
    <ListPanel
      list="project-acts"
      title={title}
      inSight={["act", "granted", "township"]}
      searchHint={t("late.actsSearchHint")}
      fetch={fetchProjectActs}
      save={saveProjectActs}
      summary={({ granted, declined, waiting }) =>
        t("late.actsTotal", {
          granted: formatCount(granted),
          declined: formatCount(declined),
          waiting: formatCount(waiting),
        })
      }
      cards={(rows) => (
        <EntryList label={title} items={rows} keyOf={(one) => `${one.id} ${one.request}`}>
          {(one) => <ProjectActItem act={one} />}
        </EntryList>
      )}
      noMatch={t("late.noMatch")}
      nothing={(_, narrowed) =>
        narrowed ? null : <Nothing title={t("late.actsEmpty")} body={t("late.actsBody")} />
      }
    />
  );
}
