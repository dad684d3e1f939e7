import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: forecasts. */
export const texts: Shape<typeof zhCN> = {
  forecasts: {
    title: "Forecast",
    none: "No forecast yet",
    noneBody:
      "Once the first day of a month is judged, open milestones whose time has begun are given a forecast.",
    late: "{{percent}}% likely to be late",
    expected: "expected {{day}}",
    between: "({{earliest}} to {{latest}})",
    little: "Too little data for a forecast: {{count}} of these milestones were reached",
    basis: "as known on {{day}} · model {{model}}",
    sooner: "sooner",
    later: "later",
    grounds: {
      open_for: "Time it has run",
      due_in: "Time to its due day",
      term: "Length of its term",
      previous_late: "Milestone before",
      extensions: "Extensions",
      new_land: "New land",
      civil_works: "Civil works",
      scale_expected: "To come above scale",
      heavy_asset: "Heavy assets",
    },
  },
};
