import { Skeleton } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../kit/format/decimal";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { useNarrow } from "../../kit/page/useNarrow";
import { Nothing } from "../../kit/panel/Nothing";
import { Panel } from "../../kit/panel/Panel";
import { type Column, DataTable } from "../../kit/table/DataTable";
import { type Run, useRuns } from "./queries";
import { RunCards } from "./RunCards";
import { RunOutcome } from "./RunOutcome";

const NONE: ReadonlySet<string> = new Set();

/** The latest runs over the source systems, the last one first. */
export function RunsPanel() {
  const { t } = useTranslation();
  const query = useRuns();
  const columns = useColumns();
  const narrow = useNarrow();
  return (
    <Panel
      title={t("operations.runs")}
      query={query}
      flush
      skeleton={<Skeleton active title={false} paragraph={{ rows: 6 }} style={{ padding: 16 }} />}
    >
      {({ items }) =>
        items.length === 0 ? (
          <Nothing title={t("operations.runsEmpty")} body={t("operations.runsEmptyBody")} />
        ) : narrow ? (
          <RunCards runs={items} />
        ) : (
          <DataTable
            label={t("operations.runs")}
            columns={columns}
            rows={items}
            keyOf={(run) => String(items.indexOf(run))}
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

function useColumns(): Column<Run, never>[] {
  const { t } = useTranslation();
  const word = useWord();
  return useMemo(() => {
    const count = (key: "read" | "accepted" | "unchanged" | "rejected"): Column<Run, never> => ({
      key,
      title: t(`operations.columns.${key}`),
      width: 80,
      align: "end",
      render: (run) => formatCount(run[key]),
    });
    return [
      {
        key: "ended_at",
        title: t("operations.columns.ended_at"),
        width: 160,
        render: (run) => <time dateTime={run.ended_at}>{formatTime(run.ended_at)}</time>,
      },
      {
        key: "source",
        title: t("operations.columns.source"),
        width: 140,
        render: (run) => word("sources", run.source),
      },
      {
        key: "kind",
        title: t("operations.columns.kind"),
        width: 140,
        render: (run) => word("kinds", run.kind),
      },
      { key: "outcome", title: t("operations.columns.outcome"), render: (run) => <RunOutcome run={run} /> },
      count("read"),
      count("accepted"),
      count("unchanged"),
      count("rejected"),
    ];
  }, [t, word]);
}
