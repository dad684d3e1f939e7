import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** Groups of words for values that come from the server. */
export type WordGroup =
  | "roles"
  | "natures"
  | "milestones"
  | "services"
  | "events"
  | "data"
  | "sources"
  | "kinds"
  | "causes"
  | "findings"
  | "lights"
  | "stages"
  | "stalls"
  | "projectActs"
  | "clearedBy"
  | "categories"
  | "issueStates"
  | "issueClosedBy"
  | "issueMarks"
  | "landModes"
  | "assessments"
  | "statisticsRegisters"
  | "identifiers"
  | "profile"
  | "project.stuckCause";

export type Word = (group: WordGroup, value: string, otherwise?: string) => string;

/** The word for a value from the server; a value that the pages do not know yet stands for itself. */
export function useWord(): Word {
  const { t, i18n } = useTranslation();
  return useCallback(
    (group, value, otherwise = value) => {
      const key = `${group}.${value}`;
      return i18n.exists(key) ? t(key as "roles.leader") : otherwise;
    },
    [t, i18n],
  );
}
