import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { EventData } from "../../api/events";
import { useWord, type Word } from "../i18n/useWord";
import { useAgentName } from "../registers/agents";
import { useDepartmentName } from "../registers/departments";
import type { TrailEvent } from "./queries";

/** An event as its type says that its data is; one of an older version may lack some of it. */
type Told = { [T in keyof EventData]: { type: T; data: Partial<EventData[T]> } }[keyof EventData];

/** What many types of events say. */
type Common = Partial<
  Pick<EventData["MilestoneReached"], "milestone"> & Pick<EventData["LightChanged"], "light" | "stall">
>;

/** Gives an event in a few words. Types that the pages do not know yet are called by their stored name. */
export function useHeadline(): (event: TrailEvent, revision: boolean) => string {
  const { t } = useTranslation();
  const word = useWord();
  const department = useDepartmentName();
  const agent = useAgentName();
  return useCallback(
    (event, revision) => {
      const plain = word("events", event.type);
      const name = revision ? word("events", `${event.type}_revised`, plain) : plain;
      const told = { type: event.type, data: event.data ?? {} } as Told;
      const said = told.data as Common;
      const parts = [
        said.milestone && word("milestones", said.milestone),
        said.light && word("lights", said.light),
        said.stall && word("stalls", said.stall),
        ...restOf(told, { t, word, department, agent }),
      ];
      const details = parts.filter(Boolean).join(" ");
      return details ? `${name} · ${details}` : name;
    },
    [t, word, department, agent],
  );
}

interface Words {
  t: TFunction;
  word: Word;
  department: (code: string) => string;
  agent: (account: string) => string;
}

/** What makes this one event different from others of its type. */
function restOf(told: Told, { t, word, department, agent }: Words): (string | null | undefined)[] {
  switch (told.type) {
    case "MilestonePlanned":
      return [told.data.due ?? t("project.noDue")];
    case "MilestoneReached":
      return [told.data.on ?? t("project.noDay")];
    case "MilestoneCorrected":
      return [told.data.reached ? (told.data.on ?? t("project.noDay")) : t("project.notReached")];
    case "MilestoneExtended":
      return [told.data.due ?? t("project.extensionTakenBack")];
    case "ProjectActRequested":
      return [told.data.act && word("projectActs", told.data.act), told.data.due ?? told.data.on];
    case "ProjectActDecided":
      return [
        told.data.act && word("projectActs", told.data.act),
        t(told.data.granted ? "enter.grant.do" : "enter.decline.do"),
      ];
    case "ProjectTerminated":
      return [told.data.on];
    case "StallDetected":
    case "StallReopened":
    case "StallRetracted":
      return [told.data.since];
    case "StallCleared":
      return [told.data.until, told.data.by && word("clearedBy", told.data.by)];
    case "ConnectionChanged":
      return [`${told.data.connected?.length ?? 0}/${told.data.applicable?.length ?? 0}`];
    case "RecordLinked":
    case "RecordWithdrawn":
    case "RecordRejected":
      return [told.data.kind && word("kinds", told.data.kind)];
    case "IssueRaised":
      return [told.data.title];
    case "IssueAssigned":
      return [told.data.department && department(told.data.department)];
    case "ProjectAssigned":
      return [
        told.data.department && department(told.data.department),
        told.data.agent && agent(told.data.agent),
      ];
    case "IssueRated":
      return [told.data.stars === undefined ? undefined : t("issues.stars", { count: told.data.stars })];
    case "IssueClosed":
      return [told.data.by && word("issueClosedBy", told.data.by)];
    default:
      return [];
  }
}

/** The words that someone wrote into an event, which are worth more than its name; undefined where there are none. */
export function quoteOf({ data }: TrailEvent): string | undefined {
  const said = (data ?? {}) as Partial<
    EventData["IssueDeclined"] &
      EventData["IssueAnswered"] &
      EventData["IssueRated"] &
      EventData["IssueRaised"]
  >;
  return said.answer ?? said.reason ?? said.remark ?? said.description ?? undefined;
}
