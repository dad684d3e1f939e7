import { useInfiniteQuery } from "@tanstack/react-query";

const SHOWN = 20;

/** One page of a list that grows by a button. */
interface GrowingPage<T> {
  total: number;
  items: T[];
  next?: string | null;
}

/** A list that is read a page after the other: all that was read so far, and of how many. */
export function useGrowing<T>(
  name: string,
  fetch: (place: { limit: number; cursor?: string }) => Promise<GrowingPage<T>>,
) {
  return useInfiniteQuery({
    queryKey: [name],
    queryFn: ({ pageParam }) => fetch({ limit: SHOWN, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => ({ total: pages[0]?.total ?? 0, items: pages.flatMap((page) => page.items) }),
  });
}

export type Growing<T> = ReturnType<typeof useGrowing<T>>;
