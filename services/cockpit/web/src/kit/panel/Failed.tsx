import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";

interface Props {
  error: unknown;
  busy: boolean;
  onRetry: () => void;
  /** One line, above data that is still shown. */
  compact?: boolean;
}

/** A read that failed: what happened in plain words, the trace number, and the way to try again. */
export function Failed({ error, busy, onRetry, compact = false }: Props) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : undefined;
  const unreachable = problem?.status === 0;
  const said = unreachable ? t("errors.network") : problem?.message;
  return (
    <Alert
      type="error"
      showIcon
      style={{ margin: compact ? "0 0 12px" : 0 }}
      title={said ?? t("panel.failed")}
      description={
        <>
          <div>{problem?.detail ?? t(unreachable ? "errors.networkBody" : "panel.failedBody")}</div>
          {problem?.trace && <code>{t("panel.trace", { trace: problem.trace })}</code>}
        </>
      }
      action={
        <Button size="small" loading={busy} onClick={onRetry}>
          {t("panel.retry")}
        </Button>
      }
    />
  );
}
