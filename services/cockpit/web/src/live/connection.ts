/** One server-sent event stream that survives what happens to connections. */

export type LiveState = "connecting" | "live" | "lost";

export interface Change {
  /** How far the journal has come. */
  journal: number;
  /** The projects that changed; null when they are too many to name, or may have been missed. */
  projects: string[] | null;
  /** The issues that changed, likewise. */
  issues: string[] | null;
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
 * not known, so the first word after a loss is reported as a change of everything.
 */
export function listen(
  listener: Listener,
  open: (url: string) => EventSource = (url) => new EventSource(url),
) {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let missed = false;

  const connect = () => {
    source = open(URL);
    source.addEventListener("position", (event) => {
      listener.onState("live");
      if (missed) {
        missed = false;
        listener.onChange({ journal: read(event).journal, projects: null, issues: null });
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
  const data = JSON.parse(event.data) as Partial<Change> & { journal: number };
  return { journal: data.journal, projects: data.projects ?? null, issues: data.issues ?? null };
}
