import { useTranslation } from "react-i18next";
import { Nothing } from "../panel/Nothing";
import { PageHead } from "../panel/PageHead";
import { Stack } from "../panel/Stack";
import { may, useSession } from "../session/session";
import { usePageTitle } from "../shell/crumbTitle";
import { DayPanel } from "./DayPanel";
import { RunsPanel } from "./RunsPanel";

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
        <DayPanel mayAdvance={may(session, "day.advance")} />
        <RunsPanel />
      </Stack>
    </>
  );
}
