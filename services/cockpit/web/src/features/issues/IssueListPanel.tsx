import { useTranslation } from "react-i18next";
import { ListPanel } from "../../kit/list/ListPanel";
import { LinkButton } from "../../kit/page/LinkButton";
import { Nothing } from "../../kit/panel/Nothing";
import { may, useSession } from "../../kit/session/session";
import { IssueCards } from "./IssueCards";
import { fetchIssues, saveIssues } from "./queries";
import { useColumns } from "./useColumns";

/** The list of issues. */
export function IssueListPanel() {
  const { t } = useTranslation();
  const columns = useColumns();
  return (
    <ListPanel
      list="issues"
      title={t("issues.caption")}
      inSight={["state", "category", "department", "township"]}
      searchHint={t("issues.searchHint")}
      fetch={fetchIssues}
      save={saveIssues}
      columns={columns}
      minWidth={1100}
      cards={(rows, { asOf }) => <IssueCards rows={rows} asOf={asOf} />}
      noMatch={t("issues.noMatch")}
      nothing={({ progress, state }, narrowed) => {
        if (progress === "in_progress" && !state) {
          return <Nothing title={t("issues.allDone")} body={t("issues.allDoneBody")} />;
        }
        return narrowed ? null : <NoIssues />;
      }}
    />
  );
}

function NoIssues() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  return (
    <Nothing title={t("issues.empty")} body={t("issues.emptyBody")}>
      {session && may(session, "issue.raise") && (
        <LinkButton type="primary" to="/issues/new">
          {t("issues.raise")}
        </LinkButton>
      )}
    </Nothing>
  );
}
