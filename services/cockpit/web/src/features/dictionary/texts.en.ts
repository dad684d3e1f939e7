import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: dictionary. */
export const texts: Shape<typeof zhCN> = {
  dictionary: {
    title: "Metrics",
    lead: "What each number on the pages means, how it is computed and over what. All count only the projects and issues in your scope.",
    name: "Metric",
    formula: "Formula",
    denominator: "Denominator",
    rows: "Show rows",
    none: "—",
    areas: {
      projects: "Projects",
      lights: "Lights",
      stalls: "Stalls",
      issues: "Issues",
    },
    items: {
      registered: {
        name: "In stock",
        formula: "Projects registered and not withdrawn by their source, terminated ones included",
      },
      investment: {
        name: "Total investment",
        formula:
          "Sum of the investment of projects in stock, in CNY 100 million; those without a value do not count",
      },
      unplanned: {
        name: "No plan",
        formula: "Projects in stock with no planned start or no planned completion",
      },
      stuck: {
        name: "Stuck",
        formula:
          "Projects in stock with an event that cannot be processed, so that what is shown may be behind",
      },
      withdrawn: { name: "Withdrawn", formula: "Projects withdrawn by their source; not in stock" },
      township: {
        name: "In stock by township",
        formula: "Projects in stock by the township they lie in; the townships add up to the stock",
      },
      stage: {
        name: "By stage",
        formula:
          "By the last milestone that a project reached; none: registered; ended: terminated. The stages add up to the stock",
      },
      connected: {
        name: "Connected kinds",
        formula: "Kinds of data with at least one accepted, linked record that is not withdrawn",
      },
      fullView: {
        name: "Full view",
        formula: "Projects in stock of which every applicable kind is connected",
      },
      red: {
        name: "Red",
        formula: "Projects in stock that are overdue beyond the grace at a stage that applies to them",
      },
      yellow: {
        name: "Yellow",
        formula: "Not red, but near a due day or past it within the grace at a stage that applies",
      },
      green: {
        name: "Green",
        formula:
          "All stages that apply are reached or far from due, or the project has ended; the four lights add up to the stock",
      },
      unknown: {
        name: "Unknown",
        formula: "A day is missing without which nothing can be said, or no day is closed yet",
      },
      overdue: {
        name: "Days overdue",
        formula:
          "The last closed day less the due day that gives the light, in calendar days; negative before it",
      },
      found: {
        name: "Stalls found",
        formula: "Projects in stock that had a stall that was not retracted; each counts once",
      },
      cleared: { name: "Cleared", formula: "Projects that had a stall and have none open now" },
      open: { name: "Open", formula: "Projects with a stall open now: found less cleared" },
      clearingRate: { name: "Clearing rate", formula: "Cleared ÷ found" },
      byStall: {
        name: "By kind of stall",
        formula:
          "Projects with that stall, found and open; one project may have several, so the kinds may add up to more",
      },
      allIssues: { name: "All issues", formula: "Every issue raised within your scope" },
      pushed: { name: "Pushed", formula: "Issues that were assigned to a department at least once" },
      inProgress: { name: "In progress", formula: "Pushed and not closed yet, overdue ones included" },
      done: { name: "Done", formula: "Pushed and closed" },
      doneRate: { name: "Done rate", formula: "Done ÷ pushed" },
      overdueIssues: {
        name: "Overdue issues",
        formula:
          "Not signed by the day to sign, or not answered by the day to answer; terms run in working days",
      },
    },
    over: {
      connected: "Applicable kinds",
      fullView: "In stock",
      clearingRate: "Found; — when there is none",
      doneRate: "Pushed; — when there is none",
    },
  },
};
