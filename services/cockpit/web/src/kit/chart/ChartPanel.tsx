import { Segmented, Skeleton } from "antd";
import { type ReactNode, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Panel, type Reading } from "../panel/Panel";
import styles from "./ChartPanel.module.css";

interface Props<T extends object> {
  title: string;
  query: Reading<T>;
  /** Height in lines of the chart, so that nothing moves when it comes. */
  rows: number;
  chart: (data: T) => ReactNode;
  /** The numbers behind the chart, each with the way to its rows. */
  table: (data: T) => ReactNode;
  /** Stands instead of both when there is nothing to draw. */
  nothing: (data: T) => ReactNode | null;
  extra?: ReactNode;
}

/** A chart with the table behind it. The chart's code comes when it is first shown. */
export function ChartPanel<T extends object>(props: Props<T>) {
  const { title, query, rows, chart, table, nothing, extra } = props;
  const { t } = useTranslation();
  const [view, setView] = useState<"chart" | "table">("chart");
  const skeleton = <Skeleton active title={false} paragraph={{ rows }} />;
  return (
    <Panel
      title={title}
      query={query}
      skeleton={skeleton}
      extra={
        <>
          {extra}
          <Segmented
            size="small"
            aria-label={`${title} · ${t("chart.view")}`}
            value={view}
            onChange={setView}
            options={[
              { value: "chart", label: t("chart.asChart") },
              { value: "table", label: t("chart.asTable") },
            ]}
          />
        </>
      }
    >
      {(data) =>
        nothing(data) ?? (
          <div className={styles.view} data-view={view} style={{ minHeight: rows * 22 }}>
            {view === "table" ? table(data) : <Suspense fallback={skeleton}>{chart(data)}</Suspense>}
          </div>
        )
      }
    </Panel>
  );
}
