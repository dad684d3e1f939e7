import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useSigning } from "../session/session";
import type { Change, LiveState } from "./connection";
import { Freshness } from "./freshness";
import { share } from "./shared";

interface Live {
  state: LiveState;
  /** The ids of what changed within the last seconds: lists point them out. */
  changed: ReadonlySet<string>;
}

const LiveContext = createContext<Live>({ state: "connecting", changed: new Set() });

const HIGHLIGHT_MS = 4_000;

/** How the live connection is, and what it just reported. */
export function useLive(): Live {
  return useContext(LiveContext);
}

/** Keeps what is open up to date for `account`: every change refreshes the reads that it concerns. */
export function LiveProvider({ account, children }: { account: string; children: ReactNode }) {
  const queries = useQueryClient();
  const { recheck } = useSigning();
  const [state, setState] = useState<LiveState>("connecting");
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());

  // biome-ignore lint/correctness/useExhaustiveDependencies: one connection for as long as someone is signed in
  useEffect(() => {
    let fading: ReturnType<typeof setTimeout> | undefined;
    const freshness = new Freshness(queries);
    const close = share(account, {
      onState: setState,
      onRefused: () => void recheck(),
      onChange: (change: Change) => {
        freshness.apply(change);
        const named = Object.values(change.areas ?? {}).flatMap((ids) => ids ?? []);
        if (named.length) {
          setChanged(new Set(named));
          clearTimeout(fading);
          fading = setTimeout(() => setChanged(new Set()), HIGHLIGHT_MS);
        }
      },
    });
    return () => {
      clearTimeout(fading);
      freshness.stop();
      close();
    };
  }, []);

  return <LiveContext value={{ state, changed }}>{children}</LiveContext>;
}
