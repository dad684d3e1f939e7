import { useTranslation } from "react-i18next";
import { usePageTitle } from "../../kit/page/pageTitle";
import { PageHead } from "../../kit/panel/PageHead";
import { Stack } from "../../kit/panel/Stack";
import { FiguresPanel } from "./FiguresPanel";
import { ProjectListPanel } from "./ProjectListPanel";

/** The county's projects: the numbers first, then the list that each of them leads to. */
export function ProjectsPage() {
  const { t } = useTranslation();
  usePageTitle(t("projects.title"), t("app.name"));
  return (
    <>
      <PageHead title={t("projects.title")} />
      <Stack>
        <FiguresPanel />
        <ProjectListPanel />
      </Stack>
    </>
  );
}
