import { Breadcrumb } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useMatches } from "react-router";
import { useCrumbTitle } from "../../kit/page/pageTitle";
import type { Page } from "../pages";
import styles from "./Crumbs.module.css";

/** What a route says of itself for the breadcrumb. */
export interface Crumb {
  /** Null where the page names itself. */
  label: Page["label"] | null;
}

/** The way from the area down to the page. A page about one thing gives that thing's name as the last step. */
export function Crumbs() {
  const { t } = useTranslation();
  const matches = useMatches();
  const title = useCrumbTitle();
  const steps: { to: string; label: ReactNode }[] = [];
  for (const { pathname, handle } of matches) {
    const crumb = handle as Crumb | undefined;
    if (crumb) {
      steps.push({ to: pathname, label: crumb.label ? t(crumb.label) : (title ?? "…") });
    }
  }
  const items = steps.map(({ to, label }, index) => ({
    key: to,
    title: index < steps.length - 1 ? <Link to={to}>{label}</Link> : <span aria-current="page">{label}</span>,
  }));
  return (
    <nav aria-label={t("nav.breadcrumb")} className={styles.crumbs}>
      <Breadcrumb items={[{ key: "area", title: t("nav.cockpit") }, ...items]} />
    </nav>
  );
}
