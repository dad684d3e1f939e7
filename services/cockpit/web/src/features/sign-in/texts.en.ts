import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./texts.zhCN";

/** English texts: signing in. */
export const texts: Shape<typeof zhCN> = {
  signIn: {
    title: "Sign in",
    lead: "Choose a demo account. Each role sees its own scope.",
    headline: "One ledger per project, from signature to full capacity",
    goals: "Start · complete · produce · scale · reach capacity, each sooner",
    points: {
      sources: "Many sources: every update keeps its origin",
      trail: "Traceable: every number leads to projects, every project to events",
      live: "Live: the page moves when the data does",
    },
    find: "Find by name or account",
    as: "Sign in as {{name}}",
    none: "No such account",
    failed: "Could not sign in",
    roleCount: "{{count}} accounts",
  },
};
