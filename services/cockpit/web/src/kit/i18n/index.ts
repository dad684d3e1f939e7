import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "zh-CN" | "en";

const KEY = "zhouqi.language";

/** The language chosen before on this machine; Chinese until someone chooses otherwise. */
function chosenLanguage(): Language {
  return localStorage.getItem(KEY) === "en" ? "en" : "zh-CN";
}

/** The texts of the application: Chinese ones for the first page, the rest of them, and all English ones. */
export interface Texts {
  first: object;
  later: () => Promise<object>;
  en: () => Promise<object>;
}

/** The texts, once the first of them are loaded: a page may be asked for before. */
let started: (texts: Texts) => void;
const ready = new Promise<Texts>((resolve) => {
  started = resolve;
});

/** Loads the texts; resolves when the pages can be shown. */
export async function startTexts(texts: Texts): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    fallbackLng: false,
    resources: { "zh-CN": { translation: texts.first } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  started(texts);
  await switchLanguage(chosenLanguage());
}

/** Loads the Chinese texts that the first page does without; English ones are loaded as a whole. */
export async function laterTexts(): Promise<void> {
  const { later } = await ready;
  i18next.addResourceBundle("zh-CN", "translation", await later(), true);
}

/** Shows the pages in `language` from now on, and remembers it. English texts are loaded when first asked for. */
export async function switchLanguage(language: Language): Promise<void> {
  if (language === "en" && !i18next.hasResourceBundle("en", "translation")) {
    const { en } = await ready;
    i18next.addResourceBundle("en", "translation", await en());
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}
