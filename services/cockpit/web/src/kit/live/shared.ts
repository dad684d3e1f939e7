/**
 * One stream of changes for all tabs of a browser.
 *
 * A browser opens six connections to a server at most; a stream keeps one for good. With one a tab the seventh tab
 * would never load. So one tab listens for all: whoever holds the lock. When it closes, the next one takes over.
 */

import { type Change, type Listener, type LiveState, listen } from "./connection";

/** What the listening tab tells the others; "hello" is what a tab that comes asks of it. */
type Word =
  | { say: "hello" }
  | { say: "state"; state: LiveState }
  | { say: "change"; change: Change }
  | { say: "refused" };

type Listen = typeof listen;

/**
 * Listens until the returned function is called, through the stream of whichever tab of `account` has it.
 *
 * Where the browser has no locks (they need HTTPS, or this very machine), each tab has a stream of its own while it
 * is looked at.
 */
export function share(account: string, listener: Listener, stream: Listen = listen): () => void {
  if (!("locks" in navigator)) {
    return whileVisible(listener, stream);
  }
  const name = `zhouqi-live-${account}`;
  const channel = new BroadcastChannel(name);
  const ending = new AbortController();
  let state: LiveState = "connecting";
  let leads = false;
  let followed = false;
  let stop = () => {};
  const tell = (word: Word) => channel.postMessage(word);

  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.say === "hello") {
      if (leads) {
        tell({ say: "state", state });
      }
      return;
    }
    followed = true;
    if (data.say === "state") {
      listener.onState(data.state);
    } else if (data.say === "change") {
      listener.onChange(data.change);
    } else {
      listener.onRefused();
    }
  };

  const lead = () => {
    leads = true;
    const ours: Listener = {
      onState: (now) => {
        state = now;
        listener.onState(now);
        tell({ say: "state", state: now });
      },
      onChange: (change) => {
        listener.onChange(change);
        tell({ say: "change", change });
      },
      onRefused: () => {
        listener.onRefused();
        tell({ say: "refused" });
      },
    };
    // What happened between the last word of the tab before and the first of this one, nobody heard.
    stop = stream(ours, undefined, followed);
  };

  listener.onState("connecting");
  tell({ say: "hello" });
  void navigator.locks
    .request(name, { signal: ending.signal }, () => {
      lead();
      return new Promise<void>((done) => ending.signal.addEventListener("abort", () => done()));
    })
    .catch((error: unknown) => {
      if (!ending.signal.aborted) {
        throw error;
      }
    });
  return () => {
    stop();
    ending.abort();
    channel.close();
  };
}

/** A stream of one's own that is given up while the tab is hidden; what was missed is everything. */
function whileVisible(listener: Listener, stream: Listen): () => void {
  let stop: (() => void) | undefined;
  let missed = false;
  const follow = () => {
    if (document.visibilityState === "hidden") {
      stop?.();
      stop = undefined;
      missed = true;
    } else {
      stop ??= stream(listener, undefined, missed);
    }
  };
  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    stop?.();
  };
}
