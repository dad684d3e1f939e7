import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import { LIGHTS, STAGES, STALLS } from "../light/lights";
import { Choices } from "../list/Choices";
import { MoreFilters } from "../list/MoreFilters";
import { SearchBox } from "../list/SearchBox";
import { SortSelect } from "../list/SortSelect";
import { Select } from "../select/Select";
import { useNarrow } from "../shell/useNarrow";
import styles from "./FilterBar.module.css";
import { type Filters, SORTS, STALLED, STATUSES } from "./filters";
import { useFigures } from "./queries";

interface Props {
  filters: Filters;
  onChange: (change: Partial<Filters>, replace?: boolean) => void;
}

/** What the list shows. On a phone all but the search waits behind a button. */
export function FilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const search = (
    <SearchBox
      value={filters.q}
      hint={t("projects.searchHint")}
      onChange={(text) => onChange({ q: text }, true)}
    />
  );
  const seldom = <Seldom filters={filters} onChange={onChange} />;
  return (
    <search className={styles.bar}>
      {search}
      {narrow ? (
        <MoreFilters used={false}>
          <Often filters={filters} onChange={onChange} />
          {seldom}
        </MoreFilters>
      ) : (
        <>
          <Often filters={filters} onChange={onChange} />
          <MoreFilters used={isSeldomUsed(filters)}>{seldom}</MoreFilters>
        </>
      )}
      {narrow && (
        <SortSelect
          sorts={SORTS.map((value) => ({ value, label: t(`projects.columns.${value}`) }))}
          sort={filters.sort}
          order={filters.order}
          onChange={(sort, order) => onChange({ sort, order })}
        />
      )}
    </search>
  );
}

function isSeldomUsed({ stalls, foundStalls, stages, fullView }: Filters): boolean {
  return stalls.length > 0 || foundStalls.length > 0 || stages.length > 0 || fullView !== null;
}

/** Status, township, light, stalled. Only townships within the reader's scope can be chosen. */
function Often({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const { data: figures } = useFigures();
  const townships = figures?.townships ?? [];
  return (
    <>
      <Select
        className={styles.status ?? ""}
        label={t("projects.status")}
        value={filters.status}
        onChange={(value) => onChange({ status: value })}
        options={STATUSES.map((value) => ({
          value,
          label: t(`projects.statuses.${value}`),
          title: t(`projects.statusHints.${value}`),
        }))}
      />
      {(townships.length > 1 || filters.townships.length > 0) && (
        <Choices
          label={t("projects.township")}
          placeholder={t("projects.townshipAll")}
          value={filters.townships}
          onChange={(value) => onChange({ townships: value })}
          options={townships.map(({ township, name }) => ({ value: township, label: name }))}
        />
      )}
      <Choices
        label={t("projects.light")}
        value={filters.lights}
        onChange={(lights) => onChange({ lights })}
        options={LIGHTS.map((value) => ({ value, label: word("lights", value) }))}
      />
      <Select
        className={styles.stalled ?? ""}
        label={t("projects.stalled")}
        placeholder={t("projects.stalled")}
        allowClear
        value={filters.stalled}
        onChange={(value) => onChange({ stalled: value ?? null })}
        options={STALLED.map((value) => ({ value, label: t(`projects.stalleds.${value}`) }))}
      />
    </>
  );
}

/** Which stalls are open, stage, full view. */
function Seldom({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      <Choices
        label={t("projects.stall")}
        value={filters.stalls}
        onChange={(stalls) => onChange({ stalls })}
        options={STALLS.map((value) => ({ value, label: word("stalls", value) }))}
      />
      <Choices
        label={t("projects.stallFound")}
        value={filters.foundStalls}
        onChange={(foundStalls) => onChange({ foundStalls })}
        options={STALLS.map((value) => ({ value, label: word("stalls", value) }))}
      />
      <Choices
        label={t("projects.stage")}
        value={filters.stages}
        onChange={(stages) => onChange({ stages })}
        options={STAGES.map((value) => ({ value, label: word("stages", value) }))}
      />
      <Select
        className={styles.stalled ?? ""}
        label={t("projects.fullView")}
        placeholder={t("projects.fullView")}
        allowClear
        value={filters.fullView}
        onChange={(value) => onChange({ fullView: value ?? null })}
        options={[true, false].map((value) => ({ value, label: t(`projects.fullViews.${value}`) }))}
      />
    </>
  );
}
