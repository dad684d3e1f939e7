import { useTranslation } from "react-i18next";
import { EntryList } from "../../kit/list/EntryList";
import { ListPanel } from "../../kit/list/ListPanel";
import { Nothing } from "../../kit/panel/Nothing";
import { LateEntryItem } from "./LateEntryItem";
import { fetchLateEntries, saveLateEntries } from "./queries";

/** The list of late entries, or of those by which the county's history was taken over. */
export function LatePanel() {
  const { t } = useTranslation();
  const title = t("late.title");
  return (
    <ListPanel
      list="late-entries"
      title={title}
      inSight={["takeover", "about", "township"]}
      searchHint={t("late.searchHint")}
      fetch={fetchLateEntries}
      save={saveLateEntries}
      cards={(rows) => (
        <EntryList label={title} items={rows} keyOf={(one) => `${one.stream}@${one.sequence}`}>
          {(one) => <LateEntryItem entry={one} />}
        </EntryList>
      )}
      noMatch={t("late.noMatch")}
      nothing={({ takeover, q, about, township }) =>
        q || about || township ? null : (
          <Nothing title={t("late.empty")} body={t(takeover ? "late.takeoverBody" : "late.emptyBody")} />
        )
      }
    />
  );
}
