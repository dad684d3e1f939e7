import type { Word } from "../i18n/useWord";
import type { TrailEvent } from "./queries";

/** An event in a few words. Types that the page does not know yet are called by their stored name. */
export function headlineOf(event: TrailEvent, revision: boolean, word: Word, noDay: string): string {
  const plain = word("events", event.type);
  const name = revision ? word("events", `${event.type}_revised`, plain) : plain;
  const data = event.data as { milestone?: string; due?: string } | null;
  return event.type === "MilestonePlanned" && data?.milestone
    ? `${name} · ${word("milestones", data.milestone)} ${data.due ?? noDay}`
    : name;
}
