import { useTranslation } from "react-i18next";
import { useBoth } from "../i18n/both";
import { useRegisterName } from "../registers/registers";
import type { Chip } from "./Chips";
import { chosenOf } from "./codec";
import { type Change, LISTS, type ListName, type Query, type Values } from "./lists";
import type { OnChange } from "./useListQuery";

/** The set filters in words, each with the way to drop it. */
export function useChips<L extends ListName>(list: L, query: Query<L>, onChange: OnChange<L>): Chip[] {
  const { t } = useTranslation();
  const both = useBoth();
  const values = query as Values;
  const nameOf = useRegisterName(LISTS[list].filters, values);
  return LISTS[list].filters.flatMap((filter) => {
    const chosen = chosenOf(filter, values);
    return chosen.map((value) => {
      const option = filter.options?.find((one) => one.value === value);
      const said = option ? both(option.label) : filter.register ? nameOf(filter.register, value) : value;
      const rest = chosen.filter((one) => one !== value);
      const dropped = filter.multiple ? rest : (filter.default ?? undefined);
      return {
        key: `${filter.name} ${value}`,
        label: t("list.chip", { name: both(filter.label), value: said }),
        onDrop: () => onChange({ [filter.name]: dropped } as Change<L>),
      };
    });
  });
}
