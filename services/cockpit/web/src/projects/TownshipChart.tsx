import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMode } from "../theme/ThemeProvider";
import { listLink } from "./filters";
import type { Figures } from "./queries";

use([BarChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

/** Projects in stock by township as bars; a bar leads to the township's list. */
export function TownshipChart({ townships }: { townships: Figures["townships"] }) {
  const { t } = useTranslation();
  const { mode } = useMode();
  const navigate = useNavigate();
  const place = useRef<HTMLDivElement>(null);
  const title = t("figures.chart");

  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    const chart = init(element, null, { renderer: "canvas" });
    chart.setOption(
      optionOf(townships, title, lookOf(element, mode), element.clientWidth / townships.length),
    );
    chart.on("click", ({ dataIndex }) => {
      const chosen = townships[dataIndex ?? -1];
      if (chosen) {
        void navigate(listLink({ townships: [chosen.township] }));
      }
    });
    const resized = new ResizeObserver(() => chart.resize());
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [townships, title, mode, navigate]);

  return <div ref={place} role="img" style={{ height: "100%" }} title={t("figures.chartHint")} />;
}

/** Pixels that a name of four characters takes. A longer one is cut when there is that much room; with less, some are left out. */
const LABEL_ROOM = 48;

interface Look {
  bar: string;
  text: string;
  line: string;
  font: string;
}

/** The page's own colours and font: a canvas cannot read CSS variables by itself. `mode` names the moment to read them. */
function lookOf(element: HTMLElement, _mode: string): Look {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    bar: colour("--zq-bar"),
    text: colour("--ant-color-text-secondary"),
    line: colour("--ant-color-border-secondary"),
    font: style.fontFamily,
  };
}

function optionOf(
  townships: Figures["townships"],
  title: string,
  { bar, text, line, font }: Look,
  room: number,
) {
  return {
    animation: false,
    textStyle: { fontFamily: font },
    aria: {
      enabled: true,
      label: { description: `${title}: ${townships.map((one) => `${one.name} ${one.projects}`).join(", ")}` },
    },
    grid: { left: 0, right: 0, top: 18, bottom: 20 },
    // Drawn on the canvas: an HTML tooltip writes style attributes, which the content policy forbids.
    tooltip: { trigger: "item" as const, renderMode: "richText" as const, confine: true },
    xAxis: {
      type: "category" as const,
      data: townships.map((one) => one.name),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
      axisLabel: {
        color: text,
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
        itemStyle: { color: bar, borderRadius: [3, 3, 0, 0] },
        label: { show: true, position: "top" as const, color: text, fontSize: 12 },
      },
    ],
  };
}
