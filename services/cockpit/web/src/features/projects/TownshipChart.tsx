import { BarChart } from "echarts/charts";
import { use } from "echarts/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { frameOf, type Look } from "../../kit/chart/look";
import { type Pressed, useChart } from "../../kit/chart/useChart";
import { listLink } from "../../kit/list/codec";
import type { ProjectFigures } from "../../kit/project/queries";
import styles from "./Townships.module.css";

use([BarChart]);

/** Pixels that a name of four characters takes. A longer one is cut when there is that much room; with less, some are left out. */
const LABEL_ROOM = 48;

/** Projects in stock by township as bars; a bar leads to the township's list. */
export function TownshipChart({ townships }: { townships: ProjectFigures["townships"] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const title = t("figures.chart");

  const option = useCallback(
    (look: Look, width: number) => {
      const room = width / townships.length;
      const said = townships.map((one) => `${one.name} ${one.projects}`).join(", ");
      return {
        ...frameOf(look, `${title}: ${said}`),
        grid: { left: 0, right: 0, top: 18, bottom: 20 },
        xAxis: {
          type: "category" as const,
          data: townships.map((one) => one.name),
          axisTick: { show: false },
          axisLine: { lineStyle: { color: look.line } },
          axisLabel: {
            color: look.text,
            fontSize: 11.5,
            interval: 0,
            hideOverlap: room < LABEL_ROOM,
            width: room,
            overflow: room < LABEL_ROOM ? ("none" as const) : ("truncate" as const),
            margin: 6,
          },
        },
        yAxis: { type: "value" as const, show: false },
        series: [
          {
            type: "bar" as const,
            name: title,
            data: townships.map((one) => one.projects),
            barMaxWidth: 30,
            itemStyle: { color: look.bar, borderRadius: [3, 3, 0, 0] },
            label: { show: true, position: "top" as const, color: look.text, fontSize: 12 },
          },
        ],
      };
    },
    [townships, title],
  );
  const onPress = useCallback(
    ({ index }: Pressed) => {
      const chosen = townships[index];
      if (chosen) {
        void navigate(listLink("projects", { township: [chosen.township] }));
      }
    },
    [townships, navigate],
  );

  return <div ref={useChart(option, onPress)} role="img" className={styles.chart} title={t("chart.hint")} />;
}
