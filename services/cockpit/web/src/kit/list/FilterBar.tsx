import { useTranslation } from "react-i18next";
import { useBoth } from "../i18n/both";
import { useNarrow } from "../page/useNarrow";
import { chosenOf } from "./codec";
import styles from "./FilterBar.module.css";
import { FilterControl } from "./FilterControl";
import { type Asked, type Change, type Filter, LISTS, type ListName, type Query, type Values } from "./lists";
import { MoreFilters } from "./MoreFilters";
import { SearchBox } from "./SearchBox";
import { SortSelect } from "./SortSelect";
import type { OnChange } from "./useListQuery";

/** What a page says of the filters of its list. */
export interface Filtering<L extends ListName> {
  list: L;
  /** The filters that are always in sight, by name; all others wait behind a button. */
  inSight: readonly NoInfer<keyof Asked<L>>[];
  /** What can be searched for. */
  searchHint: string;
  /** More of what a choice of a filter means, said beside it. */
  hintOf?: (filter: string, option: string) => string | undefined;
}

interface Props<L extends ListName> extends Filtering<L> {
  query: Query<L>;
  onChange: OnChange<L>;
  /** Whether the order is chosen here at any size: no column has a head to click on. */
  ordered: boolean;
}

/** What a list shows: every filter that the cockpit declares for it. On a phone all but the search waits behind a button. */
export function FilterBar<L extends ListName>(props: Props<L>) {
  const { list, inSight, searchHint, hintOf, query, onChange, ordered } = props;
  const { t } = useTranslation();
  const both = useBoth();
  const narrow = useNarrow();
  const { filters, sorts } = LISTS[list];
  const values = query as Values;
  const inOrder = inSight.flatMap((name) => filters.filter((one) => one.name === name));
  const seldom = filters.filter((one) => one.kind !== "text" && !inOrder.includes(one));
  const controls = (some: readonly Filter[]) =>
    some.map((filter) => (
      <FilterControl
        key={filter.name}
        filter={filter}
        value={values[filter.name]}
        hintOf={(option) => hintOf?.(filter.name, option)}
        onChange={(value) => onChange({ [filter.name]: value } as Change<L>)}
      />
    ));
  return (
    <search className={styles.bar} aria-label={t("list.filters")}>
      {filters
        .filter(({ kind }) => kind === "text")
        .map(({ name }) => (
          <SearchBox
            key={name}
            value={String(values[name] ?? "")}
            hint={searchHint}
            onChange={(text) => onChange({ [name]: text } as Change<L>, true)}
          />
        ))}
      {narrow ? (
        <MoreFilters used={false}>{controls([...inOrder, ...seldom])}</MoreFilters>
      ) : (
        <>
          {controls(inOrder)}
          {seldom.length > 0 && (
            <MoreFilters used={seldom.some((one) => chosenOf(one, values).length > 0)}>
              {controls(seldom)}
            </MoreFilters>
          )}
        </>
      )}
      {(narrow || ordered) && (
        <SortSelect
          sorts={sorts.map(({ name, label }) => ({ value: name, label: both(label) }))}
          sort={String(query.sort)}
          order={query.order === "asc" ? "asc" : "desc"}
          onChange={(sort, order) => onChange({ sort, order } as Change<L>)}
        />
      )}
    </search>
  );
}
