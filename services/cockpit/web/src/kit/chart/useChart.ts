import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type RefObject, useEffect, useRef } from "react";
import { useMode } from "../theme/ThemeProvider";
import { type Look, lookOf } from "./look";

use([GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer]);

/** Where in a chart someone pressed: the series and the place in its data. */
export interface Pressed {
  series: number;
  index: number;
}

/**
 * A chart in an element: drawn anew when its data, the mode or the element's size change, and taken away with it.
 * `option` gives what to draw in the page's present look and width; it and `onPress` must keep their identity
 * while their data stays the same.
 */
export function useChart(
  option: (look: Look, width: number) => EChartsCoreOption,
  onPress: (pressed: Pressed) => void,
): RefObject<HTMLDivElement | null> {
  const { mode } = useMode();
  const place = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the mode names the moment to read the colours anew
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    const chart = init(element, null, { renderer: "canvas" });
    const draw = () => chart.setOption(option(lookOf(element), element.clientWidth), true);
    draw();
    chart.on("click", ({ seriesIndex, dataIndex }) => {
      onPress({ series: seriesIndex ?? 0, index: dataIndex ?? -1 });
    });
    const resized = new ResizeObserver(() => {
      chart.resize();
      draw();
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.dispose();
    };
  }, [option, onPress, mode]);

  return place;
}
