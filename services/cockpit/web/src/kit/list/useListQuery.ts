import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { useSearchParams } from "react-router";
import { changed, readQuery, writeQuery } from "./codec";
import type { Change, ListName, Query } from "./lists";

/** How a list's query is changed. Typing replaces the address, all else adds one to the history. */
export type OnChange<L extends ListName> = (change: Change<L>, replace?: boolean) => void;

/** What the address asks of a list, and the way to change it: each change rests on the one before, shown or not. */
export function useListQuery<L extends ListName>(list: L): [Query<L>, OnChange<L>] {
  const [search, setSearch] = useSearchParams();
  // The router hands out what was last rendered: a click before that would lose what was changed meanwhile.
  const latest = useRef(search);
  useLayoutEffect(() => {
    latest.current = search;
  }, [search]);
  const query = useMemo(() => readQuery(list, search), [list, search]);
  const change = useCallback<OnChange<L>>(
    (by, replace = false) => {
      latest.current = writeQuery(list, changed<L>(readQuery(list, latest.current), by));
      setSearch(latest.current, { replace });
    },
    [list, setSearch],
  );
  return [query, change];
}
