import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { EntryFacts, EntryHead } from "../../kit/list/EntryList";
import type { ProjectAct } from "./queries";

/** One act that was decided: of which project, who asked for it, why and by which document, who decided and how. */
export function ProjectActItem({ act }: { act: ProjectAct }) {
  const { t } = useTranslation();
  const word = useWord();
  const what = [word("projectActs", act.act), act.milestone && word("milestones", act.milestone)];
  return (
    <>
      <EntryHead what={what.filter(Boolean).join(" · ")}>
        <Link to={`/projects/${act.id}`}>{act.name ?? act.id}</Link>
        <span>{t(act.granted ? "late.granted" : "late.declined")}</span>
      </EntryHead>
      <EntryFacts
        facts={[
          [t("late.day"), act.day],
          [t("late.due"), act.due],
          [t("late.approvedOn"), act.approved_on],
          [t("late.askedBy"), act.asked_by_name ?? act.asked_by],
          [t("late.asked"), act.asked_at && formatTime(act.asked_at)],
          [t("late.reason"), act.reason],
          [t("late.document"), act.document],
          [t("late.decidedBy"), act.decided_by_name ?? act.decided_by],
          [t("late.decided"), formatTime(act.decided_at)],
          [t("late.remark"), act.remark],
        ]}
      />
    </>
  );
}
