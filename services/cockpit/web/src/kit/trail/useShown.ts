import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../format/decimal";
import { formatExactTime } from "../format/time";
import { useWord, type Word } from "../i18n/useWord";
import { useAgentName } from "../registers/agents";
import { useDepartmentName } from "../registers/departments";

/** Fields whose values are words of the county. A value that is none of them stands for itself. */
const WORDS: Record<string, (word: Word, value: string) => string> = {
  nature: (word, value) => word("natures", value),
  milestone: (word, value) => word("milestones", value),
  light: (word, value) => word("lights", value),
  stall: (word, value) => word("stalls", value),
  by: (word, value) => word("clearedBy", value, word("issueClosedBy", value)),
  category: (word, value) => word("categories", value),
  mode: (word, value) => word("landModes", value),
  form: (word, value) => word("assessments", value),
  entered_in: (word, value) => word("statisticsRegisters", value),
  kind: (word, value) => word("kinds", value),
  applicable: (word, value) => word("kinds", value),
  connected: (word, value) => word("kinds", value),
  source: (word, value) => word("sources", value),
  matched_by: (word, value) => word("identifiers", value),
  role: (word, value) => word("roles", value),
  field: (word, value) => word("data", value),
};
const DECIMALS = new Set([
  "total_investment",
  "land_area",
  "investment",
  "output",
  "tax",
  "area",
  "price",
  "energy",
  "contract_price",
  "invested",
  "equipment",
  "research",
  "sales",
  "amount",
]);

/** Gives a field's value as people read it. */
export function useShown(): (name: string, value: unknown) => string {
  const { t } = useTranslation();
  const word = useWord();
  const department = useDepartmentName();
  const agent = useAgentName();
  const shown = useCallback(
    (name: string, value: unknown): string => {
      if (value === undefined || value === null) {
        return t("trail.absent");
      }
      if (typeof value === "boolean") {
        return t(value ? "trail.yes" : "trail.no");
      }
      if (Array.isArray(value)) {
        return value.length === 0
          ? t("trail.none")
          : value.map((one) => shown(name, one)).join(t("list.comma"));
      }
      if (typeof value === "object") {
        const inside = Object.entries(value).map(([key, one]) => `${word("data", key)} ${shown(key, one)}`);
        return inside.join(" ");
      }
      const text = String(value);
      if (DECIMALS.has(name)) {
        return formatDecimal(text);
      }
      if (name === "updated_at") {
        return formatExactTime(text);
      }
      if (name === "department") {
        return department(text);
      }
      if (name === "agent") {
        return agent(text);
      }
      if (name === "basis" && text === "report") {
        return t("trail.byReport");
      }
      return WORDS[name]?.(word, text) ?? text;
    },
    [t, word, department, agent],
  );
  return shown;
}
