import { useTranslation } from "react-i18next";
import { useDepartments } from "../departments/queries";
import { useWord } from "../i18n/useWord";
import { Choices } from "../list/Choices";
import { MoreFilters } from "../list/MoreFilters";
import { SearchBox } from "../list/SearchBox";
import { SortSelect } from "../list/SortSelect";
import bar from "../projects/FilterBar.module.css";
import { useFigures } from "../projects/queries";
import { useNarrow } from "../shell/useNarrow";
import { CATEGORIES, type Filters, SORTS, STATES } from "./filters";

interface Props {
  filters: Filters;
  onChange: (change: Partial<Filters>, replace?: boolean) => void;
}

/** What the list shows. On a phone all but the search waits behind a button. */
export function IssueFilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  return (
    <search className={bar.bar}>
      <SearchBox
        value={filters.q}
        hint={t("issues.searchHint")}
        onChange={(text) => onChange({ q: text }, true)}
      />
      {narrow ? (
        <>
          <MoreFilters used={false}>
            <Filtering filters={filters} onChange={onChange} />
          </MoreFilters>
          <SortSelect
            sorts={SORTS.map((value) => ({ value, label: t(`issues.columns.${value}`) }))}
            sort={filters.sort}
            order={filters.order}
            onChange={(sort, order) => onChange({ sort, order })}
          />
        </>
      ) : (
        <Filtering filters={filters} onChange={onChange} />
      )}
    </search>
  );
}

/** State, category, department, township. Only what lies within the reader's scope can be chosen. */
function Filtering({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const { data: departments = [] } = useDepartments();
  const { data: figures } = useFigures();
  const townships = figures?.townships ?? [];
  return (
    <>
      <Choices
        label={t("issues.columns.state")}
        value={filters.states}
        onChange={(states) => onChange({ states })}
        options={STATES.map((value) => ({ value, label: word("issueStates", value) }))}
      />
      <Choices
        label={t("issues.columns.category")}
        value={filters.categories}
        onChange={(categories) => onChange({ categories })}
        options={CATEGORIES.map((value) => ({ value, label: word("categories", value) }))}
      />
      <Choices
        label={t("issues.columns.department")}
        value={filters.departments}
        onChange={(value) => onChange({ departments: value })}
        options={departments.map(({ code, name }) => ({ value: code, label: name }))}
      />
      {(townships.length > 1 || filters.townships.length > 0) && (
        <Choices
          label={t("projects.township")}
          value={filters.townships}
          onChange={(value) => onChange({ townships: value })}
          options={townships.map(({ township, name }) => ({ value: township, label: name }))}
        />
      )}
    </>
  );
}
