import { CaretDownOutlined, CaretUpOutlined } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./DataTable.module.css";

export type Density = "comfortable" | "compact";

/** One column. `sort` names what a click on its head orders by. */
export interface Column<Row, Sort extends string> {
  key: string;
  title: string;
  render: (row: Row) => ReactNode;
  sort?: Sort;
  /** How the first click on its head orders: what is grave or large comes first. Ascending by default. */
  first?: "desc";
  align?: "end";
  /** Width in pixels; the columns without one share what is left. */
  width?: number;
  /** Shown on large screens only. */
  wideOnly?: boolean;
}

interface Props<Row, Sort extends string> {
  label: string;
  columns: readonly Column<Row, Sort>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Rows to point out, by key: they have just changed. */
  changed: ReadonlySet<string>;
  density: Density;
  /** The rows shown are about to be replaced. */
  busy: boolean;
  /** Pixels below which it scrolls sideways. */
  minWidth: number;
  /** How the list is ordered; absent where the order is fixed. */
  sorting?: Sorting<Sort>;
}

export interface Sorting<Sort extends string> {
  sort: Sort;
  order: "asc" | "desc";
  onSort: (sort: Sort, order: "asc" | "desc") => void;
}

/** A table whose rows come from the server page by page, and whose heads order the whole list. */
export function DataTable<Row, Sort extends string>(props: Props<Row, Sort>) {
  const { label, columns, rows, keyOf, changed, density, busy, minWidth, sorting } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of nothing but a table is no fieldset
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it scrolls sideways the keyboard has to reach it
    <div className={styles.frame} role="group" aria-label={label} tabIndex={0}>
      <table
        className={styles.table}
        aria-label={label}
        aria-busy={busy}
        data-density={density}
        style={{ minWidth }}
      >
        <colgroup>
          {columns.map(({ key, width, wideOnly }) => (
            <col key={key} style={width ? { width } : {}} data-wide={wideOnly} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-changed={changed.has(keyOf(row))}>
              {columns.map(({ key, render, align, wideOnly }) => (
                <td key={key} data-align={align} data-wide={wideOnly}>
                  {render(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadProps<Row, Sort extends string> {
  column: Column<Row, Sort>;
  sorting: Sorting<Sort> | undefined;
}

/** A column's head. Pressed once it orders by the column, pressed again the other way round. */
function Head<Row, Sort extends string>({ column, sorting }: HeadProps<Row, Sort>) {
  const { t } = useTranslation();
  const { sort: own, first = "asc", title, align, wideOnly } = column;
  if (!own || !sorting) {
    return (
      <th scope="col" data-align={align} data-wide={wideOnly}>
        {title}
      </th>
    );
  }
  const { order, onSort } = sorting;
  const active = own === sorting.sort;
  const next = active ? (order === "asc" ? "desc" : "asc") : first;
  return (
    <th
      scope="col"
      data-align={align}
      data-wide={wideOnly}
      aria-sort={active ? (order === "asc" ? "ascending" : "descending") : "none"}
    >
      <button
        type="button"
        className={styles.head}
        title={`${t("list.sort")} ${title} · ${t(`list.order.${next}`)}`}
        onClick={() => onSort(own, next)}
      >
        {title}
        <span className={styles.carets} aria-hidden="true">
          <CaretUpOutlined data-on={active && order === "asc"} />
          <CaretDownOutlined data-on={active && order === "desc"} />
        </span>
      </button>
    </th>
  );
}
