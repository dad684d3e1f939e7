import { CheckCircleOutlined, WarningFilled } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { daysBetween } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { Nothing } from "../../kit/panel/Nothing";
import { Panel } from "../../kit/panel/Panel";
import type { Project, ProjectReading } from "../../kit/project/queries";
import styles from "./EpisodesPanel.module.css";

type Episode = Project["episodes"][number];

/** The project's stalls 六未: from when to when it was overdue at which stage, and what ended it. */
export function EpisodesPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("episodes.title")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 2 }} />}
    >
      {({ episodes, light, milestones, today, judged }) => (
        <>
          {episodes.length === 0 ? (
            <Nothing
              title={t(light === "unknown" ? "episodes.unknown" : "episodes.none")}
              body={t(light === "unknown" ? "episodes.unknownBody" : "episodes.noneBody")}
            />
          ) : (
            <ul className={styles.list}>
              {[...episodes].sort(latestFirst).map((one) => (
                <Item key={`${one.stall} ${one.since}`} episode={one} judged={judged ?? today} />
              ))}
            </ul>
          )}
          {milestones.some(({ reached, on }) => reached && on === null) && (
            <p className={styles.note}>{t("episodes.undated")}</p>
          )}
        </>
      )}
    </Panel>
  );
}

/** Open episodes first, then the later ones. */
function latestFirst(a: Episode, b: Episode): number {
  return Number(a.until !== null) - Number(b.until !== null) || b.since.localeCompare(a.since);
}

/** An open one has lasted up to `judged`, the last day as of which warning has judged. */
function Item({ episode: { stall, due, since, until, by }, judged }: { episode: Episode; judged: string }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <li className={styles.episode} data-open={until === null}>
      <strong>{word("stalls", stall)}</strong>
      <span>
        {until === null ? t("episodes.open", { since }) : t("episodes.span", { since, until })}
        <span className={styles.note}>
          {" "}
          {t("episodes.days", { count: daysBetween(since, until ?? judged) + (until === null ? 1 : 0) })}
          {due && ` · ${t("project.due", { date: due })}`}
        </span>
      </span>
      <span className={styles.state}>
        {until === null ? (
          <>
            <WarningFilled aria-hidden /> {t("episodes.isOpen")}
          </>
        ) : (
          <>
            <CheckCircleOutlined aria-hidden /> {t("episodes.cleared")}
            {by && ` · ${word("clearedBy", by)}`}
          </>
        )}
      </span>
    </li>
  );
}
