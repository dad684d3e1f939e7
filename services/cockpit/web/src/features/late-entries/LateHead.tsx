import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { listLink } from "../../kit/list/codec";
import { PageHead } from "../../kit/panel/PageHead";
import styles from "./LateHead.module.css";

/** The head of both lists, with the way from one to the other. */
export function LateHead() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t("late.page")} />
      <nav className={styles.lists} aria-label={t("late.page")}>
        <NavLink end className={styles.list ?? ""} to={listLink("late-entries")}>
          {t("late.title")}
        </NavLink>
        <NavLink className={styles.list ?? ""} to={listLink("project-acts")}>
          {t("late.acts")}
        </NavLink>
      </nav>
    </>
  );
}
