import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

/** The county's clock on the wall, whatever the reader's machine is set to. */
const ZONE = "Asia/Shanghai";

/** `"2026-10-30T09:42:00Z"` → `"2026-10-30 17:42"`. */
export function formatTime(instant: string): string {
  return dayjs(instant).tz(ZONE).format("YYYY-MM-DD HH:mm");
}

/** The same to the second, for trails. */
export function formatExactTime(instant: string): string {
  return dayjs(instant).tz(ZONE).format("YYYY-MM-DD HH:mm:ss");
}

/** Calendar days from `from` to `to` (both YYYY-MM-DD); negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayjs.utc(to).diff(dayjs.utc(from), "day");
}

/** `day` (YYYY-MM-DD) moved by whole months. */
export function addMonths(day: string, months: number): string {
  return dayjs.utc(day).add(months, "month").format("YYYY-MM-DD");
}

/** The county's day of an instant: `"2026-10-30T17:42:00Z"` → `"2026-10-31"`. */
export function formatDay(instant: string): string {
  return dayjs(instant).tz(ZONE).format("YYYY-MM-DD");
}
