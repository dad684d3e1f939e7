import type { TFunction } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useAgentName } from "../agents/queries";
import { useDepartmentName } from "../departments/queries";
import { useWord, type Word } from "../i18n/useWord";
import type { TrailEvent } from "./queries";

/** What events say that their headlines take up. */
interface Said {
  milestone?: string;
  due?: string;
  on?: string;
  reached?: boolean;
  light?: string;
  stall?: string;
  since?: string;
  until?: string;
  kind?: string;
  by?: string;
  title?: string;
  department?: string;
  agent?: string;
  stars?: number;
  applicable?: string[];
  connected?: string[];
}

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
      const said = (event.data ?? {}) as Said;
      const parts = [
        said.milestone && word("milestones", said.milestone),
        said.light && word("lights", said.light),
        said.stall && word("stalls", said.stall),
        ...restOf(event.type, said, { t, word, department, agent }),
      ];
      const told = parts.filter(Boolean).join(" ");
      return told ? `${name} · ${told}` : name;
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
function restOf(type: string, said: Said, { t, word, department, agent }: Words): (string | undefined)[] {
  switch (type) {
    case "MilestonePlanned":
      return [said.due ?? t("project.noDue")];
    case "MilestoneReached":
      return [said.on ?? t("project.noDay")];
    case "MilestoneCorrected":
      return [said.reached ? (said.on ?? t("project.noDay")) : t("project.notReached")];
    case "MilestoneExtended":
      return [said.due ?? t("project.extensionTakenBack")];
    case "ProjectTerminated":
      return [said.on];
    case "StallDetected":
    case "StallReopened":
    case "StallRetracted":
      return [said.since];
    case "StallCleared":
      return [said.until, said.by && word("clearedBy", said.by)];
    case "ConnectionChanged":
      return [`${said.connected?.length ?? 0}/${said.applicable?.length ?? 0}`];
    case "RecordLinked":
    case "RecordWithdrawn":
    case "RecordRejected":
      return [said.kind && word("kinds", said.kind)];
    case "IssueRaised":
      return [said.title];
    case "IssueAssigned":
      return [said.department && department(said.department)];
    case "ProjectAssigned":
      return [said.department && department(said.department), said.agent && agent(said.agent)];
    case "IssueRated":
      return [said.stars === undefined ? undefined : t("issues.stars", { count: said.stars })];
    case "IssueClosed":
      return [said.by && word("issueClosedBy", said.by)];
    default:
      return [];
  }
}

/** The words that someone wrote into an event, which are worth more than its name; undefined where there are none. */
export function quoteOf({ data }: TrailEvent): string | undefined {
  const said = (data ?? {}) as { reason?: string; answer?: string; remark?: string; description?: string };
  return said.answer ?? said.reason ?? said.remark ?? said.description;
}
