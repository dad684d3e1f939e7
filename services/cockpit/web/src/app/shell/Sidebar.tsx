import { MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { Mark } from "../../kit/page/Mark";
import { useNarrow } from "../../kit/page/useNarrow";
import { homeOf } from "../../kit/session/home";
import { may, type Session } from "../../kit/session/session";
import { PAGES } from "../pages";
import styles from "./Sidebar.module.css";

const KEY = "zhouqi.sidebar";

/** The pages that `session` may open. An enterprise has no overview: its issues are its first page. */
function entriesOf(session: Session) {
  return PAGES.filter(
    ({ path, permission }) => may(session, permission) && (path !== "/" || homeOf(session) === "/"),
  );
}

/** Navigation; on wide screens it can be folded down to its icons, which is remembered. */
export function Sidebar({ session }: { session: Session }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [folded, setFolded] = useState(() => localStorage.getItem(KEY) === "folded");
  const small = folded && !narrow;

  const fold = () => {
    localStorage.setItem(KEY, folded ? "open" : "folded");
    setFolded(!folded);
  };

  return (
    <nav className={styles.side} data-folded={small} aria-label={t("nav.label")}>
      <div className={styles.brand}>
        <Mark size={30} />
        {!small && (
          <span>
            <span className={styles.name}>{t("app.name")}</span>
            <span className={styles.tagline}>{t("app.tagline")}</span>
          </span>
        )}
      </div>
      <ul className={styles.list}>
        {entriesOf(session).map(({ path: to, label, icon: Icon }) => (
          <li key={to}>
            <NavLink to={to} end={to === "/"} className={styles.entry ?? ""} title={small ? t(label) : ""}>
              <Icon aria-hidden />
              <span className={small ? styles.hidden : undefined}>{t(label)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
      {!narrow && (
        <button type="button" className={styles.fold} onClick={fold} aria-expanded={!folded}>
          {folded ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
          <span className={small ? styles.hidden : undefined}>
            {t(folded ? "nav.expand" : "nav.collapse")}
          </span>
        </button>
      )}
    </nav>
  );
}
