import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { changed, type Filters, readFilters, writeFilters } from "./filters";

/** The list's filters from the address, and the way to change them. Typing replaces the address, all else adds one. */
export function useFilters(): [Filters, (change: Partial<Filters>, replace?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => readFilters(search), [search]);
  const change = useCallback(
    (by: Partial<Filters>, replace = false) =>
      setSearch((now) => writeFilters(changed(readFilters(now), by)), { replace }),
    [setSearch],
  );
  return [filters, change];
}
