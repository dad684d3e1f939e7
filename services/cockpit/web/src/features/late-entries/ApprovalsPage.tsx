import { useTranslation } from "react-i18next";
import { usePageTitle } from "../../kit/page/pageTitle";
import { LateHead } from "./LateHead";
import { ProjectActsPanel } from "./ProjectActsPanel";

/** What moves a rate by approval: the acts that another account granted or declined. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  usePageTitle(t("late.acts"), t("app.name"));
  return (
    <>
      <LateHead />
      <ProjectActsPanel />
    </>
  );
}
