import { first } from "./first";
import { later } from "./later";

/** Every text of the pages in Chinese. */
export const zhCN = { ...first, ...later };
