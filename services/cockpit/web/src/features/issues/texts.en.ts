import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: issues. */
export const texts: Shape<typeof zhCN> = {
  issues: {
    title: "Issues",
    caption: "List of issues",
    glance: "At a glance",
    all: "All",
    raise: "Raise an issue",
    searchHint: "Title, enterprise, project",
    noMatch: "No issue matches",
    empty: "There are no issues yet",
    emptyBody: "They appear here when an enterprise or an agent raises them.",
    allDone: "All done",
    allDoneBody: "No issue in your scope is in progress.",
    noneHere: "No issues about this project",
    noProject: "About no project in particular",
    columns: {
      title: "Title",
      category: "Category",
      from: "Enterprise / township",
      department: "Department",
      state: "State",
      answer_by: "Due",
      stars: "Rating",
      raised_at: "Raised",
      updated_at: "Updated",
    },
    stars: "{{count}} stars",
    provisional: "Provisional",
    provisionalHint:
      "These days reach into a year whose holidays are not published yet and are counted by weekends and statutory holidays; the published calendar will decide.",
    closedOn: "closed {{date}}",
    clock: {
      sign: "Sign by {{date}}",
      answer: "Answer by {{date}}",
      rate: "Rate by {{date}}",
      today: "due today",
      left: "{{count}} days left",
      overdue: "{{count}} days overdue",
    },
  },
};
