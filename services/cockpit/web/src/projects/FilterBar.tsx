import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useNarrow } from "../shell/useNarrow";
import styles from "./FilterBar.module.css";
import { DEFAULTS, type Filters, narrows, SORTS, STATUSES } from "./filters";
import { useFigures } from "./queries";
import { SearchBox } from "./SearchBox";

interface Props {
  filters: Filters;
  onChange: (change: Partial<Filters>, replace?: boolean) => void;
}

/** What the list shows. Only townships within the reader's scope can be chosen. */
export function FilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const { data: figures } = useFigures();
  const townships = figures?.townships ?? [];
  const { q, townships: none, status } = DEFAULTS;

  return (
    <search className={styles.bar}>
      <SearchBox value={filters.q} onChange={(text) => onChange({ q: text }, true)} />
      <Select
        className={styles.status ?? ""}
        aria-label={t("projects.status")}
        value={filters.status}
        onChange={(value) => onChange({ status: value })}
        options={STATUSES.map((value) => ({
          value,
          label: t(`projects.statuses.${value}`),
          title: t(`projects.statusHints.${value}`),
        }))}
      />
      {(townships.length > 1 || filters.townships.length > 0) && (
        <Select
          className={styles.townships ?? ""}
          mode="multiple"
          allowClear
          maxTagCount="responsive"
          aria-label={t("projects.township")}
          placeholder={t("projects.townshipAll")}
          value={filters.townships}
          onChange={(value) => onChange({ townships: value })}
          optionFilterProp="label"
          options={townships.map(({ township, name }) => ({ value: township, label: name }))}
        />
      )}
      {narrow && <SortSelect filters={filters} onChange={onChange} />}
      {narrows(filters) && (
        <Button type="link" onClick={() => onChange({ q, townships: none, status })}>
          {t("panel.clear")}
        </Button>
      )}
    </search>
  );
}

/** Order of the cards, which have no column heads to click on. */
function SortSelect({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const value = `${filters.sort} ${filters.order}`;
  return (
    <Select
      className={styles.sort ?? ""}
      aria-label={t("projects.sort")}
      value={value}
      onChange={(chosen: string) => {
        const sort = SORTS.find((one) => chosen.startsWith(`${one} `)) ?? DEFAULTS.sort;
        onChange({ sort, order: chosen.endsWith("asc") ? "asc" : "desc" });
      }}
      options={SORTS.flatMap((sort) =>
        (["asc", "desc"] as const).map((order) => ({
          value: `${sort} ${order}`,
          label: `${t(`projects.columns.${sort}`)} · ${t(`projects.order.${order}`)}`,
        })),
      )}
    />
  );
}
