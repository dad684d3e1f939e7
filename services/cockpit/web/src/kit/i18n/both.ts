import { useTranslation } from "react-i18next";

/** A text that the server gives in both languages. */
export interface Both {
  zh: string;
  en: string;
}

/** Gives such a text in the language of the pages. */
export function useBoth(): (text: Both) => string {
  const { i18n } = useTranslation();
  return (text) => text[i18n.language === "en" ? "en" : "zh"];
}
