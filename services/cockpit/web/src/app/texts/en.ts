import { texts as assignment } from "../../features/assignment/texts.en";
import { texts as connections } from "../../features/connections/texts.en";
import { texts as dictionary } from "../../features/dictionary/texts.en";
import { texts as entries } from "../../features/entries/texts.en";
import { texts as forecasts } from "../../features/forecasts/texts.en";
import { texts as issue } from "../../features/issues/issueTexts.en";
import { texts as issues } from "../../features/issues/texts.en";
import { texts as lateEntries } from "../../features/late-entries/texts.en";
import { texts as operations } from "../../features/operations/texts.en";
import { texts as overview } from "../../features/overview/texts.en";
import { texts as policies } from "../../features/policies/texts.en";
import { texts as projects } from "../../features/projects/texts.en";
import { texts as signIn } from "../../features/sign-in/texts.en";
import { texts as stalls } from "../../features/stalls/texts.en";
import { texts as uploads } from "../../features/uploads/texts.en";
import type { Shape } from "../../kit/i18n/shape";
import { texts as kit } from "../../kit/i18n/texts.en";
import { texts as words } from "../../kit/i18n/words.en";
import { texts as trail } from "../../kit/trail/texts.en";
import { texts as trailWords } from "../../kit/trail/words.en";
import { texts as frame } from "./frame.en";
import type { zhCN } from "./zhCN";

/** Every text of the pages in English, of the same shape. */
export const en: Shape<typeof zhCN> = {
  ...frame,
  ...kit,
  ...words,
  ...trail,
  ...signIn,
  ...overview,
  ...projects,
  ...issues,
  ...lateEntries,
  ...trailWords,
  ...assignment,
  ...connections,
  ...entries,
  ...issue,
  ...policies,
  ...stalls,
  ...forecasts,
  ...operations,
  ...uploads,
  ...dictionary,
};
