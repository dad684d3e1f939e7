import { events as eventsTexts } from "./en/events";
import { issues as issuesTexts } from "./en/issues";
import { list as listTexts } from "./en/list";
import { metrics as metricsTexts } from "./en/metrics";
import { operations as operationsTexts } from "./en/operations";
import { overview as overviewTexts } from "./en/overview";
import { project as projectTexts } from "./en/project";
import { projects as projectsTexts } from "./en/projects";
import { shell as shellTexts } from "./en/shell";
import { words as wordsTexts } from "./en/words";
import type { AllTexts } from "./zhCN";

/** Every text of the pages in English. */
export const en: AllTexts = {
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
