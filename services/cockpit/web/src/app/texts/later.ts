import { texts as assignment } from "../../features/assignment/texts.zhCN";
import { texts as connections } from "../../features/connections/texts.zhCN";
import { texts as dictionary } from "../../features/dictionary/texts.zhCN";
import { texts as entries } from "../../features/entries/texts.zhCN";
import { texts as forecasts } from "../../features/forecasts/texts.zhCN";
import { texts as issue } from "../../features/issues/issueTexts.zhCN";
import { texts as operations } from "../../features/operations/texts.zhCN";
import { texts as policies } from "../../features/policies/texts.zhCN";
import { texts as stalls } from "../../features/stalls/texts.zhCN";
import { texts as uploads } from "../../features/uploads/texts.zhCN";
import { texts as trailWords } from "../../kit/trail/words.zhCN";

/** The Chinese texts of trails and of pages that few open, which come with them. */
export const later = {
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
