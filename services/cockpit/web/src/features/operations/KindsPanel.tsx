import { Skeleton } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LateMark } from "../../kit/day/LateMark";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { useNarrow } from "../../kit/page/useNarrow";
import { Panel } from "../../kit/panel/Panel";
import { type Column, DataTable } from "../../kit/table/DataTable";
import { KindCards } from "./KindCards";
import { type Kind, useKinds } from "./queries";
import { RunOutcome } from "./RunOutcome";
import { useKindState } from "./useKindState";

const NONE: ReadonlySet<string> = new Set();

/** Each kind of data: up to when its source has vouched, whether it is late, and how its last run ended. */
export function KindsPanel() {
  const { t } = useTranslation();
  const query = useKinds();
  const columns = useColumns();
  const narrow = useNarrow();
  return (
    <Panel
      title={t("operations.kinds")}
      query={query}
      flush
      skeleton={<Skeleton active title={false} paragraph={{ rows: 6 }} style={{ padding: 16 }} />}
    >
      {({ items }) =>
        narrow ? (
          <KindCards kinds={items} />
        ) : (
          <DataTable
            label={t("operations.kinds")}
            columns={columns}
            rows={items}
            keyOf={(kind) => kind.name}
            changed={NONE}
            density="compact"
            busy={false}
            minWidth={1000}
          />
        )
      }
    </Panel>
  );
}

function useColumns(): Column<Kind, never>[] {
  const { t } = useTranslation();
  const word = useWord();
  const state = useKindState();
  return useMemo(
    () => [
      {
        key: "kind",
        title: t("operations.columns.kind"),
        width: 200,
        render: (kind) => (
          <>
            {word("kinds", kind.name)} {kind.late && <LateMark />}
          </>
        ),
      },
      {
        key: "source",
        title: t("operations.columns.source"),
        width: 140,
        render: (kind) => word("sources", kind.source),
      },
      {
        key: "complete_to",
        title: t("operations.completeTo"),
        width: 160,
        render: (kind) =>
          kind.complete_to ? <time dateTime={kind.complete_to}>{formatTime(kind.complete_to)}</time> : "—",
      },
      {
        key: "state",
        title: t("operations.state"),
        width: 260,
        render: (kind) =>
          kind.paused_until
            ? t("operations.pausedUntil", { time: formatTime(kind.paused_until) })
            : state(kind),
      },
      {
        key: "outcome",
        title: t("operations.lastRun"),
        render: (kind) => (kind.last ? <RunOutcome run={kind.last} /> : "—"),
      },
    ],
    [t, word, state],
  );
}
