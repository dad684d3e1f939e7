import { CheckCircleOutlined, WarningFilled } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { daysBetween } from "../format/time";
import { useWord } from "../i18n/useWord";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import styles from "./EpisodesPanel.module.css";
import type { Project } from "./queries";
import type { ProjectReading } from "./reading";

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
      {({ episodes, today }) =>
        episodes.length === 0 ? (
          <Nothing title={t("episodes.none")} body={t("episodes.noneBody")} />
        ) : (
          <ul className={styles.list}>
            {[...episodes].sort(latestFirst).map((one) => (
              <Item key={`${one.stall} ${one.since}`} episode={one} today={today} />
            ))}
          </ul>
        )
      }
    </Panel>
  );
}

/** Open episodes first, then the later ones. */
function latestFirst(a: Episode, b: Episode): number {
  return Number(a.until !== null) - Number(b.until !== null) || b.since.localeCompare(a.since);
}

function Item({ episode: { stall, due, since, until, by }, today }: { episode: Episode; today: string }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <li className={styles.episode} data-open={until === null}>
      <strong>{word("stalls", stall)}</strong>
      <span>
        {until === null ? t("episodes.open", { since }) : t("episodes.span", { since, until })}
        <span className={styles.note}>
          {" "}
          {t("episodes.days", { count: daysBetween(since, until ?? today) + (until === null ? 1 : 0) })}
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
