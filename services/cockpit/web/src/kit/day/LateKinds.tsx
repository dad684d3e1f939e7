import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import { LateMark } from "./LateMark";

/** The kinds without which the last day was closed, if there are any. */
export function LateKinds({ late }: { late: readonly string[] }) {
  const { t } = useTranslation();
  const word = useWord();
  if (late.length === 0) {
    return null;
  }
  return (
    <LateMark>
      {t("day.lateKinds", { kinds: late.map((kind) => word("kinds", kind)).join(t("list.comma")) })}
    </LateMark>
  );
}
