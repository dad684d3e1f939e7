import { CheckCircleFilled, CloseCircleOutlined, MinusOutlined, QuestionOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { LateMark } from "../../kit/day/LateMark";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { Panel } from "../../kit/panel/Panel";
import type { Project, ProjectReading } from "../../kit/project/queries";
import styles from "./ConnectionPanel.module.css";
import { stateOf } from "./connection";

type Kind = Project["kinds"][number];

/** The 18 kinds of data: which apply to the project, which of these are connected, and when each last spoke. */
export function ConnectionPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("connection.title")}
      query={reading}
      extra={
        reading.data?.applicable != null && (
          <span className={styles.count}>
            {t("connection.count", {
              connected: reading.data.connected,
              applicable: reading.data.applicable,
              kinds: reading.data.kinds.length,
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

function Item({ kind: one }: { kind: Kind }) {
  const { kind, records, updated_at, awaited_until, late } = one;
  const { t } = useTranslation();
  const word = useWord();
  const state = stateOf(one);
  return (
    <li className={styles.kind} data-state={state} data-awaited={awaited_until !== null}>
      {state === "connected" && <CheckCircleFilled aria-hidden />}
      {state === "missing" && <CloseCircleOutlined aria-hidden />}
      {state === "idle" && <MinusOutlined aria-hidden />}
      {state === "unknown" && <QuestionOutlined aria-hidden />}
      <span>
        {word("kinds", kind)} {late && <LateMark />}
        <span className={styles.note}>
          {state === "connected"
            ? t("connection.records", { count: records, time: updated_at ? formatTime(updated_at) : "" })
            : awaited_until
              ? t("connection.awaited", { date: awaited_until })
              : t(`connection.${state}`)}
        </span>
      </span>
    </li>
  );
}
