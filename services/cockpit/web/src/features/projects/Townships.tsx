import { Segmented, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ProjectFigures } from "../../kit/project/queries";
import styles from "./Townships.module.css";
import { TownshipTable } from "./TownshipTable";

const TownshipChart = lazy(async () => ({ default: (await import("./TownshipChart")).TownshipChart }));

interface Props {
  townships: ProjectFigures["townships"];
}

/** The stock by township, as bars or as the table behind them. The chart's code comes when it is first shown. */
export function Townships({ townships }: Props) {
  const { t } = useTranslation();
  const [view, setView] = useState<"chart" | "table">("chart");
  return (
    <div className={styles.townships}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t("figures.chart")}</h3>
        <Segmented
          size="small"
          aria-label={t("chart.view")}
          value={view}
          onChange={setView}
          options={[
            { value: "chart", label: t("chart.asChart") },
            { value: "table", label: t("chart.asTable") },
          ]}
        />
      </div>
      <div className={styles.view}>
        {view === "table" ? (
          <TownshipTable townships={townships} />
        ) : (
          <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 3 }} />}>
            <TownshipChart townships={townships} />
          </Suspense>
        )}
      </div>
    </div>
  );
}
