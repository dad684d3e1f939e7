import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useSigning } from "../session/session";
import { type Change, type LiveState, listen } from "./connection";
import { Freshness } from "./freshness";

interface Live {
  state: LiveState;
  /** The projects and issues that changed within the last seconds: lists point them out. */
  changed: ReadonlySet<string>;
}

const LiveContext = createContext<Live>({ state: "connecting", changed: new Set() });

const HIGHLIGHT_MS = 4_000;

/** How the live connection is, and what it just reported. */
export function useLive(): Live {
  return useContext(LiveContext);
}

/** Keeps what is open up to date: every change refreshes the reads that it concerns. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const { recheck } = useSigning();
  const [state, setState] = useState<LiveState>("connecting");
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());

  // biome-ignore lint/correctness/useExhaustiveDependencies: one connection for as long as someone is signed in
  useEffect(() => {
    let fading: ReturnType<typeof setTimeout> | undefined;
    const freshness = new Freshness(queries);
    const close = listen({
      onState: setState,
      onRefused: () => void recheck(),
      onChange: (change: Change) => {
        freshness.apply(change);
        const named = [...(change.projects ?? []), ...(change.issues ?? [])];
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
