/** One server-sent event stream that survives what happens to connections. */

import type { Areas } from "./areas";

export type LiveState = "connecting" | "live" | "lost";

export interface Change {
  /** How far the journal has come. */
  journal: number;
  /** What changed; null when anything may have. */
  areas: Areas | null;
}

export interface Listener {
  onState: (state: LiveState) => void;
  onChange: (change: Change) => void;
  /** The server refused the stream; the session may have ended. */
  onRefused: () => void;
}

const URL = "/api/cockpit/changes";
const RETRY_MS = 3_000;

/**
 * Listens until the returned function is called.
 *
 * A lost connection is taken up again, by the browser while it can and otherwise here. What came in between is
 * not known, so the first word after a loss is reported as a change of everything; and so is the very first where
 * something was `missed` before.
 */
export function listen(
  listener: Listener,
  open: (url: string) => EventSource = (url) => new EventSource(url),
  missed = false,
) {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    source = open(URL);
    source.addEventListener("position", (event) => {
      listener.onState("live");
      if (missed) {
        missed = false;
        listener.onChange({ journal: read(event).journal, areas: null });
      }
    });
    source.addEventListener("changed", (event) => {
      listener.onState("live");
      listener.onChange(read(event));
    });
    source.onerror = () => {
      missed = true;
      listener.onState("lost");
      if (source?.readyState === EventSource.CLOSED) {
        listener.onRefused();
        timer = setTimeout(connect, RETRY_MS);
      }
    };
  };

  listener.onState("connecting");
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function read(event: MessageEvent<string>): Change {
  const { journal, areas } = JSON.parse(event.data) as { journal: number; areas?: Areas };
  return { journal, areas: areas ?? null };
}
