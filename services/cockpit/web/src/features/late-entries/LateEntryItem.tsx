import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { EntryFacts, EntryHead } from "../../kit/list/EntryList";
import type { LateEntry } from "./queries";

/** One late entry: of what, who entered it for whom, when it happened and when it was entered, why, by which document. */
export function LateEntryItem({ entry }: { entry: LateEntry }) {
  const { t } = useTranslation();
  const word = useWord();
  const at = entry.about === "issue" ? `/issues/${entry.id}` : `/projects/${entry.id}`;
  const own = entry.actor === entry.account;
  // The takeover's account is a deployment's own: no register of the county names it.
  const by = entry.account_name ?? (entry.takeover ? word("roles", "takeover") : entry.account);
  return (
    <>
      <EntryHead what={entry.what ? word("events", entry.what) : t("late.unknown")}>
        <Link to={at}>{entry.name ?? entry.id}</Link>
      </EntryHead>
      <EntryFacts
        facts={[
          [t("late.happened"), formatTime(entry.occurred_at)],
          [t("late.entered"), formatTime(entry.entered_at)],
          [t("late.by"), by],
          [t("late.actor"), own ? null : (entry.actor_name ?? entry.actor)],
          [t("late.reason"), entry.reason],
          [t("late.document"), entry.document],
        ]}
      />
    </>
  );
}
