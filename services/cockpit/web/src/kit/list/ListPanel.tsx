import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Read } from "../../api/client";
import { Problem } from "../../api/problem";
import { following } from "../live/areas";
import { useLive } from "../live/LiveProvider";
import { useNarrow } from "../page/useNarrow";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import { type Column, DataTable, type Density } from "../table/DataTable";
import { Chips } from "./Chips";
import { narrows, noFilter } from "./codec";
import { DensitySwitch } from "./DensitySwitch";
import { ExportButton } from "./ExportButton";
import { FilterBar, type Filtering } from "./FilterBar";
import type { Change, ListName, Query } from "./lists";
import { Pager } from "./Pager";
import { useChips } from "./useChips";
import { useDensity } from "./useDensity";
import { useListQuery } from "./useListQuery";

/** One page of a list as every list's API answers it. */
export interface Page<Row> {
  as_of: string | null;
  total: number;
  first: number;
  items: Row[];
  next: string | null;
  previous: string | null;
}

/** What rows of a table may depend on beside themselves. */
export interface Shown {
  density: Density;
  /** The time as of which the page was read. */
  asOf: string | null;
}

type RowOf<P extends Page<unknown>> = P["items"][number];

interface Props<L extends ListName, P extends Page<{ id: string }>> extends Filtering<L> {
  title: string;
  /** Reads the page that a query asks for. */
  fetch: (query: Query<L>, signal: AbortSignal) => Promise<Read<P>>;
  /** Saves the file of what a query selects; gives how many rows it has. */
  save: (query: Query<L>) => Promise<number>;
  /** Absent where a row is no line of a table, but always a card. */
  columns?: (shown: Shown) => readonly Column<RowOf<P>, NonNullable<Query<L>["sort"]> & string>[];
  /** Pixels below which the table scrolls sideways. */
  minWidth?: number;
  /** What stands beside the title. */
  summary?: (page: Read<P>) => ReactNode;
  /** The rows as cards: on a phone, or wherever there are no columns. */
  cards: (rows: RowOf<P>[], shown: Shown) => ReactNode;
  noMatch: string;
  /** Stands where there are no rows at all; null leaves it at "no match". */
  nothing: (query: Query<L>, narrowed: boolean) => ReactNode | null;
}

/** Problems of an address, not of the list. */
const MISPLACED = new Set(["cursor-invalid", "after-invalid"]);

/** A list: filters, rows (cards on a phone), pages. The page before stays on the screen until the next one is there. */
export function ListPanel<L extends ListName, P extends Page<{ id: string }>>(props: Props<L, P>) {
  const { list, title, fetch, save, columns, minWidth = 0, summary, cards, noMatch, nothing } = props;
  const narrow = useNarrow();
  const [query, change] = useListQuery(list);
  const [density, setDensity] = useDensity();
  const chips = useChips(list, query, change);
  const { changed } = useLive();
  const reading = useQuery({
    queryKey: [list, "list", query],
    meta: following(areaOf(list)),
    queryFn: ({ signal }) => fetch(query, signal),
    placeholderData: keepPreviousData,
  });
  const busy = reading.isPlaceholderData;
  const misplaced = reading.error instanceof Problem && MISPLACED.has(reading.error.code);
  const clear = () => change(noFilter(list));

  // An address may carry a place of a list that has changed since: its first page is the answer, not an error.
  useEffect(() => {
    if (misplaced) {
      change({ cursor: undefined, after: undefined } as Change<L>, true);
    }
  }, [misplaced, change]);

  return (
    <Panel
      title={title}
      query={reading}
      flush
      skeleton={<Skeleton active title={false} paragraph={{ rows: 10 }} style={{ padding: 16 }} />}
      extra={
        <>
          {reading.data && summary?.(reading.data)}
          {!narrow && columns && <DensitySwitch value={density} onChange={setDensity} />}
          <ExportButton onExport={() => save(query)} />
        </>
      }
      above={
        <>
          <FilterBar<L> {...props} query={query} onChange={change} ordered={!columns} />
          <Chips chips={chips} onClear={clear} />
        </>
      }
    >
      {(page) => {
        if (page.total === 0) {
          return nothing(query, narrows(list, query)) ?? <NoMatch title={noMatch} onClear={clear} />;
        }
        const shown = { density, asOf: page.as_of };
        return (
          <>
            {narrow || !columns ? (
              cards(page.items, shown)
            ) : (
              <DataTable
                label={title}
                columns={columns(shown)}
                rows={page.items}
                keyOf={(row) => row.id}
                changed={changed}
                density={density}
                busy={busy}
                minWidth={minWidth}
                sorting={{
                  sort: query.sort as NonNullable<Query<L>["sort"]> & string,
                  order: query.order === "asc" ? "asc" : "desc",
                  onSort: (sort, order) => change({ sort, order } as unknown as Change<L>),
                }}
              />
            )}
            <Pager
              page={page}
              limit={query.limit as number}
              busy={busy}
              onChange={(by) => change(by as Change<L>)}
            />
          </>
        );
      }}
    </Panel>
  );
}

/** The area of the live message that a list follows: that of its slice. */
function areaOf(list: ListName): string {
  return list.replaceAll("-", "_");
}

function NoMatch({ title, onClear }: { title: string; onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Nothing title={title}>
      <Button onClick={onClear}>{t("panel.clear")}</Button>
    </Nothing>
  );
}
