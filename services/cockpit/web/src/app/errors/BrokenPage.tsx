import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";
import styles from "./BrokenPage.module.css";

/** A page whose code failed, or could not be fetched. The navigation around it goes on working. */
export function BrokenPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <div className={styles.broken} role="alert">
      <h1>{t("errors.crash")}</h1>
      <p>{t("errors.crashBody")}</p>
      <code>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</code>
      <Button type="primary" onClick={() => location.reload()}>
        {t("errors.reload")}
      </Button>
    </div>
  );
}
