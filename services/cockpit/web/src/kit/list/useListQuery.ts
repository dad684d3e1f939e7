import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { changed, readQuery, writeQuery } from "./codec";
import type { Change, ListName, Query } from "./lists";

/** How a list's query is changed. Typing replaces the address, all else adds one to the history. */
export type OnChange<L extends ListName> = (change: Change<L>, replace?: boolean) => void;

/** What the address asks of a list, and the way to change it. */
export function useListQuery<L extends ListName>(list: L): [Query<L>, OnChange<L>] {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => readQuery(list, search), [list, search]);
  const change = useCallback<OnChange<L>>(
    (by, replace = false) =>
      setSearch((now) => writeQuery(list, changed<L>(readQuery(list, now), by)), { replace }),
    [list, setSearch],
  );
  return [query, change];
}
