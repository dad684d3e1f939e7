import { events as eventsTexts } from "./zhCN/events";
import { issues as issuesTexts } from "./zhCN/issues";
import { list as listTexts } from "./zhCN/list";
import { metrics as metricsTexts } from "./zhCN/metrics";
import { operations as operationsTexts } from "./zhCN/operations";
import { overview as overviewTexts } from "./zhCN/overview";
import { project as projectTexts } from "./zhCN/project";
import { projects as projectsTexts } from "./zhCN/projects";
import { shell as shellTexts } from "./zhCN/shell";
import { words as wordsTexts } from "./zhCN/words";

/** Every text of the pages in Chinese. The English texts (en.ts) have the same shape; the compiler holds that. */
export const zhCN = {
  ...shellTexts,
  ...listTexts,
  ...overviewTexts,
  ...projectsTexts,
  ...projectTexts,
  ...issuesTexts,
  ...operationsTexts,
  ...metricsTexts,
  ...wordsTexts,
  ...eventsTexts,
};

/** The same keys with any text. */
type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
export type AllTexts = Texts<typeof zhCN>;
