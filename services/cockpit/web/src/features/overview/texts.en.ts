import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: overview. */
export const texts: Shape<typeof zhCN> = {
  overview: {
    title: "Overview",
    headline: "Headline figures",
    projects: "Projects",
    inStock: "In stock",
    fullView: "Full view",
    kinds: "{{connected}}/{{applicable}} connected",
    lights: "Lights",
    stalls: "Stalled projects",
    found: "Found",
    cleared: "Cleared",
    open: "Open",
    clearingRate: "Clearing rate",
    issues: "Issues",
    pushed: "Pushed",
    done: "Done",
    inProgress: "In progress",
    doneRate: "Done rate",
    stages: "Projects by stage",
    stage: "Stage",
    sixStalls: "The six stalls",
    stall: "Stall",
    noStalls: "No project is stalled",
    noStallsBody: "None of the projects in your scope was ever overdue.",
    townships: "Lights by township",
    rankBy: "Rank by",
    ranking: {
      red: "Red lights",
      clearing: "Clearing rate, lowest first",
      projects: "Projects in stock",
    },
    day: "Stalls and lights as of the close of {{date}}",
    noDay: "No day is closed yet; lights are unknown",
  },
};
