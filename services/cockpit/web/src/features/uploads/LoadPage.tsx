import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePageTitle } from "../../kit/page/pageTitle";
import { Nothing } from "../../kit/panel/Nothing";
import { PageHead } from "../../kit/panel/PageHead";
import { Panel } from "../../kit/panel/Panel";
import { Stack } from "../../kit/panel/Stack";
import { may, useSession } from "../../kit/session/session";
import { LoadForm } from "./LoadForm";
import { useLoadable } from "./queries";

/** A file by hand: chosen, looked at, mapped, then loaded. */
export function LoadPage() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  usePageTitle(t("uploads.title"), t("app.name"));
  if (!session || !may(session, "record.load")) {
    return (
      <>
        <PageHead title={t("uploads.title")} />
        <Nothing title={t("operations.refused")} body={t("uploads.refusedBody")} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t("uploads.title")} />
      <Stack>
        <p>
          <Link to="/operations">{t("operations.title")}</Link>
        </p>
        <Loading />
      </Stack>
    </>
  );
}

function Loading() {
  const { t } = useTranslation();
  const query = useLoadable();
  return (
    <Panel title={t("uploads.choose")} query={query} skeleton={<Skeleton active title={false} />}>
      {({ items }) =>
        items.length > 0 ? (
          <LoadForm kinds={items} />
        ) : (
          <Nothing title={t("uploads.none")} body={t("uploads.noneBody")} />
        )
      }
    </Panel>
  );
}
