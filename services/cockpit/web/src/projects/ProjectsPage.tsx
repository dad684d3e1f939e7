import { useTranslation } from "react-i18next";
import { PageHead } from "../panel/PageHead";
import { Stack } from "../panel/Stack";
import { usePageTitle } from "../shell/crumbTitle";
import { FiguresPanel } from "./FiguresPanel";
import { ListPanel } from "./ListPanel";

/** The county's projects: the numbers first, then the list that each of them leads to. */
export function ProjectsPage() {
  const { t } = useTranslation();
  usePageTitle(t("projects.title"), t("app.name"));
  return (
    <>
      <PageHead title={t("projects.title")} />
      <Stack>
        <FiguresPanel />
        <ListPanel />
      </Stack>
    </>
  );
}
