import { CheckCircleOutlined, CloseCircleOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useWord } from "../../kit/i18n/useWord";
import type { Run } from "./queries";

/** How a run ended: done, or what stopped it, with the code that says more of it. */
export function RunOutcome({ run }: { run: Run }) {
  const { t } = useTranslation();
  const word = useWord();
  if (!run.cause) {
    return (
      <Tag color="success" icon={<CheckCircleOutlined />}>
        {t("operations.done")}
      </Tag>
    );
  }
  const cause = [word("causes", run.cause), run.detail].filter(Boolean).join(" · ");
  return (
    <Tag color="error" icon={<CloseCircleOutlined />} title={run.cause}>
      {t("operations.failed", { cause })}
    </Tag>
  );
}
