import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import type { Stall } from "./lights";

interface Props {
  stall: Stall | null;
  /** Days past the due day; negative before it, null where it is not known. */
  overdue: number | null;
}

/** Why a light is not green: which stall, and by how many days. */
export function Overdue({ stall, overdue }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  if (!stall) {
    return null;
  }
  const days =
    overdue === null
      ? t("light.noDay")
      : overdue > 0
        ? t("light.overdue", { count: overdue })
        : t("light.dueIn", { count: -overdue });
  return (
    <>
      {word("stalls", stall)} {days}
    </>
  );
}
