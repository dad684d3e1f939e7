import { StopOutlined, WarningOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import type { ProjectRow } from "./queries";

/** What is unusual about a project, as icon and word. */
export function ProjectMarks({ row }: { row: Pick<ProjectRow, "stuck" | "withdrawn"> }) {
  const { t } = useTranslation();
  return (
    <>
      {row.stuck && (
        <Tag color="error" icon={<WarningOutlined />} title={t("projects.hints.status.stuck")}>
          {t("projects.stuck")}
        </Tag>
      )}
      {row.withdrawn && (
        <Tag icon={<StopOutlined />} title={t("projects.hints.status.withdrawn")}>
          {t("projects.withdrawn")}
        </Tag>
      )}
    </>
  );
}
