import { EnvironmentOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Session } from "../session/session";
import styles from "./ScopeNote.module.css";

interface Props {
  session: Session;
  /** The page is about issues alone, of which a department sees those that were assigned to it. */
  issues?: boolean;
}

/** The part of the county that the page's numbers are about, in words. */
export function ScopeNote({ session, issues = false }: Props) {
  const { t } = useTranslation();
  const names = session.scope.names.join(t("list.comma"));
  const kind = kindOf(session, issues);
  return (
    <span className={styles.scope}>
      <EnvironmentOutlined aria-hidden />
      {t(`scope.${kind}`, { names })}
    </span>
  );
}

type Kind = "everywhere" | "township" | "department" | "departmentIssues" | "enterprise";

function kindOf({ scope, roles }: Session, issues: boolean): Kind {
  if (scope.everywhere) {
    return "everywhere";
  }
  if (roles.includes("department")) {
    return issues ? "departmentIssues" : "department";
  }
  return roles.includes("enterprise") ? "enterprise" : "township";
}
