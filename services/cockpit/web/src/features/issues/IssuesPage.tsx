import { PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../kit/page/LinkButton";
import { usePageTitle } from "../../kit/page/pageTitle";
import { PageHead } from "../../kit/panel/PageHead";
import { Stack } from "../../kit/panel/Stack";
import { ScopeNote } from "../../kit/session/ScopeNote";
import { may, useSession } from "../../kit/session/session";
import { IssueFiguresPanel } from "./IssueFiguresPanel";
import { IssueListPanel } from "./IssueListPanel";

/** The issues within the reader's scope: how many stand where, then the list. */
export function IssuesPage() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  usePageTitle(t("issues.title"), t("app.name"));
  return (
    <>
      <PageHead title={t("issues.title")} note={session && <ScopeNote session={session} issues />}>
        {session && may(session, "issue.raise") && (
          <LinkButton type="primary" icon={<PlusOutlined />} to="/issues/new">
            {t("issues.raise")}
          </LinkButton>
        )}
      </PageHead>
      <Stack>
        <IssueFiguresPanel />
        <IssueListPanel />
      </Stack>
    </>
  );
}
