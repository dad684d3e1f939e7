import { operations as operationsTexts } from "./en/operations";
import { project as projectTexts } from "./en/project";
import { projects as projectsTexts } from "./en/projects";
import { shell as shellTexts } from "./en/shell";
import { words as wordsTexts } from "./en/words";
import type { AllTexts } from "./zhCN";

/** Every text of the pages in English. */
export const en: AllTexts = {
  ...shellTexts,
  ...projectsTexts,
  ...projectTexts,
  ...operationsTexts,
  ...wordsTexts,
};
