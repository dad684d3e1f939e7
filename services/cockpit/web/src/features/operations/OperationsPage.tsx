import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { usePageTitle } from "../../kit/page/pageTitle";
import { Nothing } from "../../kit/panel/Nothing";
import { PageHead } from "../../kit/panel/PageHead";
import { Stack } from "../../kit/panel/Stack";
import { may, useSession } from "../../kit/session/session";
import { DayPanel } from "./DayPanel";
import { KindsPanel } from "./KindsPanel";
import { RefusedPanel } from "./RefusedPanel";
import { RunsPanel } from "./RunsPanel";
import { UnlinkedPanel } from "./UnlinkedPanel";
import { UnreadPanel } from "./UnreadPanel";

/** How the data comes in: the business day, and what each run over the sources brought. */
export function OperationsPage() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  usePageTitle(t("operations.title"), t("app.name"));

  if (!session || !may(session, "collection.read")) {
    return (
      <>
        <PageHead title={t("operations.title")} />
        <Nothing title={t("operations.refused")} body={t("operations.refusedBody")} />
      </>
    );
  }
  return (
    <>
      <PageHead title={t("operations.title")} />
      <Stack>
        {may(session, "record.load") && (
          <p>
            <Link to="/operations/load">{t("uploads.open")}</Link>
          </p>
        )}
        <DayPanel mayAdvance={may(session, "day.advance")} />
        <KindsPanel />
        <RunsPanel />
        {may(session, "record.read") && <UnreadPanel />}
        {may(session, "record.read") && <RefusedPanel />}
        {may(session, "record.read") && <UnlinkedPanel />}
      </Stack>
    </>
  );
}
