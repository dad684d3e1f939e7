import { BarChart } from "echarts/charts";
import { use } from "echarts/core";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { frameOf, type Look } from "../../kit/chart/look";
import { type Pressed, useChart } from "../../kit/chart/useChart";
import { formatRate } from "../../kit/format/rate";
import { useWord } from "../../kit/i18n/useWord";
import { LIGHTS, type Light } from "../../kit/light/lights";
import { listLink } from "../../kit/list/codec";
import styles from "./Chart.module.css";
import type { Township } from "./queries";
import { clearingRate } from "./ranking";

use([BarChart]);

/** Patterns beside the colours: who sees no colours tells red and yellow by stripes and dots. */
const PATTERNS: Partial<Record<Light, object>> = {
  red: {
    symbol: "rect",
    dashArrayX: [1, 0],
    dashArrayY: [2, 5],
    rotation: Math.PI / 4,
    color: "rgba(255,255,255,0.35)",
  },
  yellow: {
    symbol: "circle",
    symbolSize: 0.6,
    dashArrayX: [
      [4, 4],
      [0, 4, 4, 0],
    ],
    dashArrayY: [4, 0],
    color: "rgba(255,255,255,0.45)",
  },
};
const FROM_WIDTH = 0.04;

/** One bar a township, divided by the lights of its projects; a part leads to its projects. */
export function TownshipsChart({ townships }: { townships: readonly Township[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const navigate = useNavigate();
  const title = t("overview.townships");
  const rateName = t("overview.clearingRate");

  const option = useCallback(
    (look: Look) => {
      const most = Math.max(1, ...townships.map(({ projects }) => projects));
      const said = townships.map(
        (one) => `${one.name} ${LIGHTS.map((light) => `${word("lights", light)} ${one[light]}`).join(" ")}`,
      );
      return {
        ...frameOf(look, `${title}: ${said.join(", ")}`),
        legend: {
          top: 0,
          left: 0,
          itemWidth: 14,
          itemHeight: 10,
          textStyle: { color: look.text, fontSize: 12 },
        },
        grid: { left: 0, right: 0, top: 30, bottom: 0, containLabel: true },
        xAxis: { type: "value" as const, show: false, max: most },
        yAxis: [
          {
            type: "category" as const,
            inverse: true,
            data: townships.map(({ name }, index) => `${index + 1}  ${name}`),
            axisTick: { show: false },
            axisLine: { lineStyle: { color: look.line } },
            axisLabel: { color: look.strong, fontSize: 12.5, align: "left" as const, margin: 116 },
          },
          {
            type: "category" as const,
            inverse: true,
            position: "right" as const,
            data: townships.map((one) => formatRate(clearingRate(one))),
            axisTick: { show: false },
            axisLine: { show: false },
            axisLabel: { color: look.text, fontSize: 12 },
            name: rateName,
            nameLocation: "start" as const,
            nameGap: 8,
            nameTextStyle: { color: look.text, fontSize: 12, align: "center" as const },
          },
        ],
        series: LIGHTS.map((light) => ({
          type: "bar" as const,
          name: word("lights", light),
          stack: "lights",
          data: townships.map((one) => one[light]),
          barMaxWidth: 18,
          itemStyle: {
            color: look[light],
            decal: PATTERNS[light],
            borderColor: look.ground,
            borderWidth: 0.5,
          },
          label: {
            show: true,
            fontSize: 11.5,
            color: "#fff",
            textBorderColor: look[light],
            textBorderWidth: 3,
            formatter: ({ value }: { value: number }) => (value / most >= FROM_WIDTH ? String(value) : ""),
          },
        })),
      };
    },
    [townships, title, rateName, word],
  );
  const onPress = useCallback(
    ({ series, index }: Pressed) => {
      const township = townships[index];
      const light = LIGHTS[series];
      if (township && light) {
        void navigate(listLink("projects", { township: [township.township], light: [light] }));
      }
    },
    [townships, navigate],
  );

  return <div ref={useChart(option, onPress)} role="img" className={styles.tall} title={t("chart.hint")} />;
}
