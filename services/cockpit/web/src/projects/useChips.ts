import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import type { Chip } from "../list/Chips";
import { DEFAULTS, type Filters } from "./filters";
import { useFigures } from "./queries";

/** The set filters in words, each with the way to drop it. */
export function useChips(filters: Filters, onChange: (change: Partial<Filters>) => void): Chip[] {
  const { t } = useTranslation();
  const word = useWord();
  const { data: figures } = useFigures();
  const chips: Chip[] = [];
  const add = (key: string, name: string, value: string, drop: Partial<Filters>) =>
    chips.push({ key, label: t("list.chip", { name, value }), onDrop: () => onChange(drop) });
  const each = <K extends "townships" | "lights" | "stalls" | "foundStalls" | "stages">(
    field: K,
    name: string,
    said: (value: string) => string,
  ) => {
    for (const value of filters[field]) {
      const rest = filters[field].filter((one) => one !== value);
      add(`${field} ${value}`, name, said(value), { [field]: rest });
    }
  };

  if (filters.q) {
    add("q", t("list.search"), filters.q, { q: "" });
  }
  if (filters.status !== DEFAULTS.status) {
    add("status", t("projects.status"), t(`projects.statuses.${filters.status}`), {
      status: DEFAULTS.status,
    });
  }
  each(
    "townships",
    t("projects.township"),
    (code) => figures?.townships.find(({ township }) => township === code)?.name ?? code,
  );
  each("lights", t("projects.light"), (light) => word("lights", light));
  if (filters.stalled) {
    add("stalled", t("projects.stalled"), t(`projects.stalleds.${filters.stalled}`), { stalled: null });
  }
  each("stalls", t("projects.stall"), (stall) => word("stalls", stall));
  each("foundStalls", t("projects.stallFound"), (stall) => word("stalls", stall));
  each("stages", t("projects.stage"), (stage) => word("stages", stage));
  if (filters.fullView !== null) {
    add("fullView", t("projects.fullView"), t(`projects.fullViews.${filters.fullView}`), { fullView: null });
  }
  return chips;
}
