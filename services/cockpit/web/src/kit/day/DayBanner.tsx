import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import banner from "../page/Banner.module.css";
import { isBehind, trouble, useDay, useDays } from "./queries";

const PACE_MS = 60_000;

/** Says on every page of which day lights are: that days do not close any more, and that warning is behind. */
export function DayBanner() {
  return (
    <>
      <Unclosed />
      <Behind />
    </>
  );
}

/** Days do not close any more; what the first of them lacks. */
function Unclosed() {
  const { t } = useTranslation();
  const word = useWord();
  const { data: day } = useDay(() => PACE_MS);
  const wrong = trouble(day);
  if (!day || wrong === null) {
    return null;
  }
  const kinds = day.waits_for.map((kind) => word("kinds", kind)).join(t("list.comma"));
  return (
    <div className={banner.banner} role="note">
      {wrong === "set_back"
        ? t("day.setBack", { today: day.today, closed: day.closed })
        : t(kinds ? "day.overdueFor" : "day.overdue", { date: day.overdue, kinds })}
    </div>
  );
}

/** A day is closed, and lights, stalls and days overdue are as of one before. */
function Behind() {
  const { t } = useTranslation();
  const { data: days } = useDays();
  if (!days || !isBehind(days)) {
    return null;
  }
  return (
    <div className={banner.banner} role="note">
      {t(days.judged ? "day.behind" : "day.unjudged", { judged: days.judged, closed: days.closed })}
    </div>
  );
}
