import { MenuOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { switchLanguage } from "../i18n";
import { LiveBadge } from "../live/LiveBadge";
import type { Session } from "../session/session";
import { useMode } from "../theme/ThemeProvider";
import { AccountMenu } from "./AccountMenu";
import { Crumbs } from "./Crumbs";
import styles from "./TopBar.module.css";

interface Props {
  session?: Session;
  onMenu?: () => void;
}

/** Where one is, whether the page is live, language, light or dark, and the account. */
export function TopBar({ session, onMenu }: Props) {
  const { t } = useTranslation();
  return (
    <header className={styles.bar}>
      {onMenu && <Button type="text" icon={<MenuOutlined />} aria-label={t("nav.open")} onClick={onMenu} />}
      <Crumbs />
      <div className={styles.tools}>
        <LiveBadge />
        <LanguageSwitch />
        <ModeSwitch />
        {session && <AccountMenu session={session} />}
      </div>
    </header>
  );
}

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

/** Light or dark. */
export function ModeSwitch() {
  const { t } = useTranslation();
  const { mode, setMode } = useMode();
  const next = mode === "dark" ? "light" : "dark";
  return (
    <Tooltip title={t(`tools.${next}`)}>
      <Button
        type="text"
        icon={mode === "dark" ? <SunOutlined /> : <MoonOutlined />}
        aria-label={t(`tools.${next}`)}
        onClick={() => setMode(next)}
      />
    </Tooltip>
  );
}
