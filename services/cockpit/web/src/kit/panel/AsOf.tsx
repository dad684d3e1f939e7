import { ClockCircleOutlined } from "@ant-design/icons";
import { Tag, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatTime } from "../format/time";
import styles from "./AsOf.module.css";

/** As of when a panel's data is, and a badge when it is behind what the reader just did. */
export function AsOf({ time, stale }: { time: string | null; stale: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={styles.asOf}>
      {time ? t("panel.asOf", { time: formatTime(time) }) : t("panel.asOfNone")}
      {stale && (
        <Tooltip title={t("panel.staleHint")}>
          <Tag color="warning" icon={<ClockCircleOutlined />} tabIndex={0}>
            {t("panel.stale")}
          </Tag>
        </Tooltip>
      )}
    </span>
  );
}
