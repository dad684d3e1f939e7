import { CalendarOutlined } from "@ant-design/icons";
import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";

/** Beside days that were counted on a calendar whose holidays are not published yet: they may still move. */
export function ProvisionalMark() {
  const { t } = useTranslation();
  return (
    <Tooltip title={t("issues.provisionalHint")} trigger={["hover", "focus"]}>
      <Tag icon={<CalendarOutlined />} tabIndex={0}>
        {t("issues.provisional")}
      </Tag>
    </Tooltip>
  );
}
