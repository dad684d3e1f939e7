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

/** Projects by stage as bars, in the order of a project's life; a bar leads to its projects. */
export function StagesChart({ stages }: Pick<Breakdown, "stages">) {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const title = t("overview.stages");

  const option = useCallback(
    (look: Look) => {
      const names = stages.map(({ stage }) => word("stages", stage));
      const said = stages.map(({ projects }, index) => `${names[index]} ${projects}`).join(", ");
      return {
        ...frameOf(look, `${title}: ${said}`),
        grid: { left: 0, right: 34, top: 0, bottom: 0, containLabel: true },
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
          {
            type: "bar" as const,
            name: title,
            data: stages.map(({ projects }) => projects),
            barMaxWidth: 14,
            itemStyle: { color: look.bar, borderRadius: [0, 3, 3, 0] },
            label: { show: true, position: "right" as const, color: look.strong, fontSize: 12 },
          },
        ],
      };
    },
    [stages, title, word],
  );
  const onPress = useCallback(
    ({ index }: Pressed) => {
      const pressed = stages[index];
      if (pressed) {
        void navigate(listLink("projects", { stage: [pressed.stage] }));
      }
    },
    [stages, navigate],
  );

  return <div ref={useChart(option, onPress)} role="img" className={styles.chart} title={t("chart.hint")} />;
}
