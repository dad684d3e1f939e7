import { useTranslation } from "react-i18next";
import { Nothing } from "../panel/Nothing";
import { PageHead } from "../panel/PageHead";
import { usePageTitle } from "../shell/crumbTitle";
import { LinkButton } from "../shell/LinkButton";

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
