import { useEffect, useSyncExternalStore } from "react";

let title: string | null = null;
const readers = new Set<() => void>();

function set(next: string | null): void {
  title = next;
  for (const reader of readers) {
    reader();
  }
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** The name that the open page gave itself for the breadcrumb. */
export function useCrumbTitle(): string | null {
  return useSyncExternalStore(subscribe, () => title);
}

/** Names the open page, in the breadcrumb and in the window's title, for as long as it is shown. */
export function usePageTitle(name: string | undefined, app: string): void {
  useEffect(() => {
    set(name ?? null);
    document.title = name ? `${name} · ${app}` : app;
    return () => set(null);
  }, [name, app]);
}
