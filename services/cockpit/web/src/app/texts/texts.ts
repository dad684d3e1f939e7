import type { Texts } from "../../kit/i18n";
import { first } from "./first";

/** The texts of all rooms, put together; what the first page does without is fetched when it is needed. */
export const texts: Texts = {
  first,
  later: async () => (await import("./later")).later,
  en: async () => (await import("./en")).en,
};
