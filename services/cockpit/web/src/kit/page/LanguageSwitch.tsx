import { useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { switchLanguage } from "../i18n";
import styles from "./LanguageSwitch.module.css";

/** The other language, named in itself. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const english = i18n.language === "en";

  const change = async () => {
    await switchLanguage(english ? "zh-CN" : "en");
    // Names of accounts and industries come from the server, in the language that was asked for.
    await queries.invalidateQueries();
  };

  return (
    <Tooltip title={t("tools.language")}>
      <Button
        type="text"
        className={styles.language ?? ""}
        lang={english ? "zh-CN" : "en"}
        aria-label={t("tools.language")}
        onClick={() => void change()}
      >
        {english ? "中" : "EN"}
      </Button>
    </Tooltip>
  );
}
