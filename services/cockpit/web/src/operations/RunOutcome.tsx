import { CheckCircleOutlined, CloseCircleOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { Run } from "./queries";

/** How a run ended: done, or what stopped it. */
export function RunOutcome({ run }: { run: Run }) {
  const { t } = useTranslation();
  return run.cause ? (
    <Tag color="error" icon={<CloseCircleOutlined />} title={run.cause}>
      {t("operations.failed", { cause: run.cause })}
    </Tag>
  ) : (
    <Tag color="success" icon={<CheckCircleOutlined />}>
      {t("operations.done")}
    </Tag>
  );
}
