import { BarChart } from "echarts/charts";
import { use } from "echarts/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { frameOf, type Look } from "../../kit/chart/look";
import { type Pressed, useChart } from "../../kit/chart/useChart";
import { useWord } from "../../kit/i18n/useWord";
import { listLink } from "../../kit/list/codec";
import styles from "./Chart.module.css";
import type { Breakdown } from "./queries";

use([BarChart]);

/** The six stalls as pairs of bars, found and open; a bar leads to the projects that it counts. */
export function StallsChart({ stalls }: Pick<Breakdown, "stalls">) {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const title = t("overview.sixStalls");
  const foundName = t("overview.found");
  const openName = t("overview.open");

  const option = useCallback(
    (look: Look) => {
      const names = stalls.map(({ stall }) => word("stalls", stall));
      const said = stalls.map(
        ({ found, open }, index) => `${names[index]} ${foundName} ${found} ${openName} ${open}`,
      );
      const bars = (name: string, data: number[], color: string) => ({
        type: "bar" as const,
        name,
        data,
        barMaxWidth: 10,
        barGap: "15%",
        itemStyle: { color, borderRadius: [0, 3, 3, 0] },
        label: { show: true, position: "right" as const, color: look.strong, fontSize: 11.5 },
      });
      return {
        ...frameOf(look, `${title}: ${said.join(", ")}`),
        legend: {
          top: 0,
          right: 0,
          itemWidth: 12,
          itemHeight: 8,
          textStyle: { color: look.text, fontSize: 12 },
        },
        grid: { left: 0, right: 34, top: 24, bottom: 0, containLabel: true },
        xAxis: { type: "value" as const, show: false },
        yAxis: {
          type: "category" as const,
          inverse: true,
          data: names,
          axisTick: { show: false },
          axisLine: { lineStyle: { color: look.line } },
          axisLabel: { color: look.text, fontSize: 12 },
        },
        series: [
          bars(
            foundName,
            stalls.map(({ found }) => found),
            look.faint,
          ),
          bars(
            openName,
            stalls.map(({ open }) => open),
            look.bar,
          ),
        ],
      };
    },
    [stalls, title, foundName, openName, word],
  );
  const onPress = useCallback(
    ({ series, index }: Pressed) => {
      const pressed = stalls[index];
      if (pressed) {
        void navigate(
          listLink("projects", series === 0 ? { stall_found: [pressed.stall] } : { stall: [pressed.stall] }),
        );
      }
    },
    [stalls, navigate],
  );

  return <div ref={useChart(option, onPress)} role="img" className={styles.chart} title={t("chart.hint")} />;
}
