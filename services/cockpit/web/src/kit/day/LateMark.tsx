import { ClockCircleOutlined } from "@ant-design/icons";
import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";

/** Beside data of a kind without which the last day was closed. */
export function LateMark({ children }: { children?: string }) {
  const { t } = useTranslation();
  return (
    <Tooltip title={t("day.lateHint")} trigger={["hover", "focus"]}>
      <Tag color="warning" icon={<ClockCircleOutlined />} tabIndex={0}>
        {children ?? t("day.late")}
      </Tag>
    </Tooltip>
  );
}
