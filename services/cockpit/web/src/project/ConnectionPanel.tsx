import { CheckCircleFilled, CloseCircleOutlined, MinusOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { formatTime } from "../format/time";
import { useWord } from "../i18n/useWord";
import { Panel } from "../panel/Panel";
import styles from "./ConnectionPanel.module.css";
import type { Project } from "./queries";
import type { ProjectReading } from "./reading";

type Kind = Project["kinds"][number];

/** The 18 kinds of data: which apply to the project, which of these are connected, and when each last spoke. */
export function ConnectionPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("connection.title")}
      query={reading}
      extra={
        reading.data && (
          <span className={styles.count}>
            {t("connection.count", {
              connected: reading.data.connected,
              applicable: reading.data.applicable,
            })}
            {reading.data.full_view && ` · ${t("projects.fullViews.true")}`}
          </span>
        )
      }
      skeleton={<Skeleton active title={false} paragraph={{ rows: 6 }} />}
    >
      {({ kinds }) => (
        <ul className={styles.kinds}>
          {kinds.map((one) => (
            <Item key={one.kind} kind={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Item({ kind: { kind, applicable, connected, records, updated_at } }: { kind: Kind }) {
  const { t } = useTranslation();
  const word = useWord();
  const state = connected ? "connected" : applicable ? "missing" : "idle";
  return (
    <li className={styles.kind} data-state={state}>
      {state === "connected" && <CheckCircleFilled aria-hidden />}
      {state === "missing" && <CloseCircleOutlined aria-hidden />}
      {state === "idle" && <MinusOutlined aria-hidden />}
      <span>
        {word("kinds", kind)}
        <span className={styles.note}>
          {state === "connected"
            ? t("connection.records", { count: records, time: updated_at ? formatTime(updated_at) : "" })
            : t(`connection.${state}`)}
        </span>
      </span>
    </li>
  );
}
