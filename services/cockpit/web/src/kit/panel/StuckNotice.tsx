import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { formatTime } from "../format/time";
import { useWord } from "../i18n/useWord";
import type { Project } from "../project/queries";
import styles from "./StuckNotice.module.css";

type Stuck = Pick<Project, "stuck" | "stuck_streams"> & { withdrawn?: boolean };

/** What a reader has to know before relying on the page: that the source took the project back, or that data is stuck. */
export function StuckNotice({ stuck }: { stuck: Stuck }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      {stuck.withdrawn && (
        <Alert type="warning" showIcon title={t("project.withdrawn")} style={{ marginBottom: 12 }} />
      )}
      {stuck.stuck && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={t("project.stuckTitle")}
          description={
            <>
              <p>{t("project.stuckBody")}</p>
              <ul className={styles.streams}>
                {stuck.stuck_streams.map((one) => (
                  <li key={`${one.stream} ${one.cause}`}>
                    <code>{one.stream}</code> {word("project.stuckCause", one.cause)}
                    {` · ${t("project.stuckAt", { sequence: one.sequence })}`}
                    {one.since !== null && ` · ${t("project.stuckSince", { time: formatTime(one.since) })}`}
                    {one.detail && <div className={styles.detail}>{one.detail}</div>}
                  </li>
                ))}
              </ul>
            </>
          }
        />
      )}
    </>
  );
}
