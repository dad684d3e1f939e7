import { daysBetween } from "../../kit/format/time";

/** How near a day is: past it, on it, or the days that are left. */
export type Nearness = { kind: "overdue" | "left"; days: number } | { kind: "today" };

/** The nearness of `by` on `today`, both YYYY-MM-DD. */
export function nearness(by: string, today: string): Nearness {
  const days = daysBetween(today, by);
  if (days === 0) {
    return { kind: "today" };
  }
  return days < 0 ? { kind: "overdue", days: -days } : { kind: "left", days };
}
