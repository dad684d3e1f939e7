import { useTranslation } from "react-i18next";
import { useDepartments } from "../departments/queries";
import { useWord } from "../i18n/useWord";
import type { Chip } from "../list/Chips";
import { useProject } from "../project/queries";
import { useFigures } from "../projects/queries";
import type { Filters } from "./filters";

/** The set filters in words, each with the way to drop it. */
export function useChips(filters: Filters, onChange: (change: Partial<Filters>) => void): Chip[] {
  const { t } = useTranslation();
  const word = useWord();
  const { data: departments } = useDepartments();
  const { data: figures } = useFigures();
  const { data: project } = useProject(filters.project, null);
  const chips: Chip[] = [];
  const add = (key: string, name: string, value: string, drop: Partial<Filters>) =>
    chips.push({ key, label: t("list.chip", { name, value }), onDrop: () => onChange(drop) });
  const each = <K extends "states" | "categories" | "departments" | "townships">(
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
  if (filters.progress) {
    const said = t(`issues.progress.${filters.progress}`);
    add("progress", t("issues.progressName"), said, { progress: null });
  }
  each("states", t("issues.columns.state"), (state) => word("issueStates", state));
  each("categories", t("issues.columns.category"), (category) => word("categories", category));
  each(
    "departments",
    t("issues.columns.department"),
    (code) => departments?.find((one) => one.code === code)?.name ?? code,
  );
  each(
    "townships",
    t("projects.township"),
    (code) => figures?.townships.find(({ township }) => township === code)?.name ?? code,
  );
  if (filters.project) {
    add("project", t("projects.columns.name"), project?.name ?? filters.project, { project: null });
  }
  return chips;
}
