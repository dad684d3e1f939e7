import { texts as issues } from "../../features/issues/texts.zhCN";
import { texts as lateEntries } from "../../features/late-entries/texts.zhCN";
import { texts as overview } from "../../features/overview/texts.zhCN";
import { texts as projects } from "../../features/projects/texts.zhCN";
import { texts as signIn } from "../../features/sign-in/texts.zhCN";
import { texts as kit } from "../../kit/i18n/texts.zhCN";
import { texts as words } from "../../kit/i18n/words.zhCN";
import { texts as trail } from "../../kit/trail/texts.zhCN";
import { texts as frame } from "./frame.zhCN";

/** The Chinese texts that the first page may need. */
export const first = {
  ...frame,
  ...kit,
  ...words,
  ...trail,
  ...signIn,
  ...overview,
  ...projects,
  ...issues,
  ...lateEntries,
};
