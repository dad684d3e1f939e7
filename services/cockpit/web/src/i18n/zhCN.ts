import { operations as operationsTexts } from "./zhCN/operations";
import { project as projectTexts } from "./zhCN/project";
import { projects as projectsTexts } from "./zhCN/projects";
import { shell as shellTexts } from "./zhCN/shell";
import { words as wordsTexts } from "./zhCN/words";

/** Every text of the pages in Chinese. The English texts (en.ts) have the same shape; the compiler holds that. */
export const zhCN = { ...shellTexts, ...projectsTexts, ...projectTexts, ...operationsTexts, ...wordsTexts };

/** The same keys with any text. */
type Texts<T> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
export type AllTexts = Texts<typeof zhCN>;
