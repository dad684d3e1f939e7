import { MenuOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { LiveBadge } from "../../kit/live/LiveBadge";
import { LanguageSwitch } from "../../kit/page/LanguageSwitch";
import { ModeSwitch } from "../../kit/page/ModeSwitch";
import type { Session } from "../../kit/session/session";
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
