import { useTranslation } from "react-i18next";
import { LinkButton } from "../../kit/page/LinkButton";
import { usePageTitle } from "../../kit/page/pageTitle";
import { Nothing } from "../../kit/panel/Nothing";
import { PageHead } from "../../kit/panel/PageHead";

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation();
  usePageTitle(t("errors.notFound"), t("app.name"));
  return (
    <>
      <PageHead title={t("errors.notFound")} />
      <Nothing title={t("errors.notFoundBody")}>
        <LinkButton type="primary" to="/">
          {t("errors.home")}
        </LinkButton>
      </Nothing>
    </>
  );
}
