import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problem";
import styles from "./FormProblem.module.css";

/** Why a form was not accepted, where no field of it says so: what happened, and that nothing typed is lost. */
export function FormProblem({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation();
  if (!problem) {
    return null;
  }
  const kept = problem.status === 412 ? t("form.stale") : t("form.kept");
  return (
    <Alert
      type={problem.status === 412 ? "warning" : "error"}
      showIcon
      className={styles.problem ?? ""}
      title={problem.status === 0 ? t("errors.network") : problem.message}
      description={
        <>
          {problem.detail && <div>{problem.detail}</div>}
          <div>{problem.code === "idempotency-key-reused" ? t("form.arrived") : kept}</div>
          {problem.trace && problem.status >= 500 && (
            <code>{t("panel.trace", { trace: problem.trace })}</code>
          )}
        </>
      }
    />
  );
}
