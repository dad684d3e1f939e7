import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { formatTime } from "../format/time";
import { useWord } from "../i18n/useWord";
import type { Project } from "./queries";
import styles from "./StuckNotice.module.css";

/** What a reader has to know before relying on the page: that the source took the project back, or that data is stuck. */
export function StuckNotice({ project }: { project: Project }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      {project.withdrawn && (
        <Alert type="warning" showIcon title={t("project.withdrawn")} style={{ marginBottom: 12 }} />
      )}
      {project.stuck && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={t("project.stuckTitle")}
          description={
            <>
              <p>{t("project.stuckBody")}</p>
              <ul className={styles.streams}>
                {project.stuck_streams.map((stuck) => (
                  <li key={`${stuck.stream} ${stuck.cause}`}>
                    <code>{stuck.stream}</code> {word("project.stuckCause", stuck.cause)}
                    {` · ${t("project.stuckAt", { sequence: stuck.sequence })}`}
                    {stuck.since !== null &&
                      ` · ${t("project.stuckSince", { time: formatTime(stuck.since) })}`}
                    {stuck.detail && <div className={styles.detail}>{stuck.detail}</div>}
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
