import { EnvironmentOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import styles from "./ScopeNote.module.css";
import type { Session } from "./session";

interface Props {
  session: Session;
  /** The page is about issues alone, of which a department sees those that were assigned to it. */
  issues?: boolean;
}

/** The part of the county that the page's numbers are about, in words. */
export function ScopeNote({ session, issues = false }: Props) {
  const { t } = useTranslation();
  const names = session.scope.names.join(t("list.comma"));
  const { kind } = session.scope;
  return (
    <span className={styles.scope}>
      <EnvironmentOutlined aria-hidden />
      {t(`scope.${issues && kind === "department" ? "departmentIssues" : kind}`, { names })}
    </span>
  );
}
