import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useSearchParams } from "react-router";
import { afterOf, type StreamPlace } from "../../kit/form/useSending";
import { listLink } from "../../kit/list/codec";
import { LinkButton } from "../../kit/page/LinkButton";
import { usePageTitle } from "../../kit/page/pageTitle";
import { Nothing } from "../../kit/panel/Nothing";
import { PageHead } from "../../kit/panel/PageHead";
import { may, useSession } from "../../kit/session/session";
import { RaiseForm } from "./RaiseForm";
import styles from "./RaisePage.module.css";

/** Raise an issue: an enterprise for itself or one of its projects, an agent or a township for a project. */
export function RaisePage() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  usePageTitle(t("raise.title"), t("app.name"));

  const onRaised = useCallback(
    (raised: StreamPlace & { issue_id: string }) =>
      void navigate(`/issues/${raised.issue_id}?after=${encodeURIComponent(afterOf(raised))}`, {
        replace: true,
      }),
    [navigate],
  );

  if (!session || !may(session, "issue.raise")) {
    return (
      <>
        <PageHead title={t("raise.title")} />
        <Nothing title={t("raise.refused")} body={t("raise.refusedBody")}>
          <LinkButton to={listLink("issues")}>{t("issue.back")}</LinkButton>
        </Nothing>
      </>
    );
  }
  return (
    <>
      <PageHead title={t("raise.title")} note={t("raise.lead")} />
      <section className={styles.sheet} aria-label={t("raise.title")}>
        <RaiseForm
          project={search.get("project")}
          ownEnterprise={session.scope.kind === "enterprise"}
          onRaised={onRaised}
        />
      </section>
    </>
  );
}
