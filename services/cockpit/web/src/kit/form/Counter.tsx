import { useTranslation } from "react-i18next";

/** How many characters are typed of how many that fit. Counted as the server does: an emoji is one. */
export function Counter({ text, most }: { text: string; most: number }) {
  const { t } = useTranslation();
  return <span>{t("form.count", { count: [...text.trim()].length, most })}</span>;
}
