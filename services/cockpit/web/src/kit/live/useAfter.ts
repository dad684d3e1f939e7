import { useCallback } from "react";
import { useSearchParams } from "react-router";

const PLACE = /^[^\0]{1,200}@[1-9]\d{0,9}$/;

/**
 * What the reader of a page just did and wants to see, as `stream@sequence` in the address; and the way to set it
 * after an act. What an address says that no place can be is none.
 */
export function useAfter(): [after: string | null, setAfter: (place: string) => void] {
  const [search, setSearch] = useSearchParams();
  const said = search.get("after");
  const setAfter = useCallback(
    (place: string) => setSearch((now) => ({ ...Object.fromEntries(now), after: place }), { replace: true }),
    [setSearch],
  );
  return [said && PLACE.test(said) ? said : null, setAfter];
}
