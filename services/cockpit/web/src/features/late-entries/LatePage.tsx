import { useTranslation } from "react-i18next";
import { usePageTitle } from "../../kit/page/pageTitle";
import { LateHead } from "./LateHead";
import { LatePanel } from "./LatePanel";

/** What moves a rate by typing: late entries, and what was taken over when the county began. */
export function LatePage() {
  const { t } = useTranslation();
  usePageTitle(t("late.page"), t("app.name"));
  return (
    <>
      <LateHead />
      <LatePanel />
    </>
  );
}
