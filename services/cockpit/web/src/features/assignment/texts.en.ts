import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: assignment. */
export const texts: Shape<typeof zhCN> = {
  assign: {
    title: "Leading department and agent",
    now: "Now: {{name}}",
    nobody: "Nobody for now",
    do: "Assign",
    ask: "Assign like this?",
    says: "{{department}} leads this project from now on, {{agent}} is its agent. Who was in charge before stays in the event trail.",
    saysNoAgent:
      "{{department}} leads this project from now on, without an agent. Who was in charge before stays in the event trail.",
    same: "Same as now: there is nothing to assign",
    refused: "Not recorded: this project does not take the assignment ({{code}})",
  },
};
