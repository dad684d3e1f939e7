import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { zhCN } from "./zhCN";

export type Language = "zh-CN" | "en";

const KEY = "zhouqi.language";

/** The language chosen before on this machine; Chinese until someone chooses otherwise. */
export function chosenLanguage(): Language {
  return localStorage.getItem(KEY) === "en" ? "en" : "zh-CN";
}

/** Loads the texts; resolves when the pages can be shown. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: false,
    resources: { "zh-CN": { translation: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await switchLanguage(chosenLanguage());
}

/** Shows the pages in `language` from now on, and remembers it. English texts are loaded when first asked for. */
export async function switchLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await import("./en");
    i18next.addResourceBundle("en", "translation", en);
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}

/** The language the pages are shown in now. */
export function currentLanguage(): Language {
  return i18next.language === "en" ? "en" : "zh-CN";
}
