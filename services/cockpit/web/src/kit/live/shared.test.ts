import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Change, Listener, LiveState } from "./connection";
import { share } from "./shared";

/** Stands in for the browser's locks: one holder, the others wait in line. */
class Locks {
  private readonly line: (() => Promise<void>)[] = [];
  private held = false;

  request(_name: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    return new Promise((done, fail) => {
      const take = async () => {
        await hold();
        done();
      };
      signal.addEventListener("abort", () => {
        const place = this.line.indexOf(take);
        if (place >= 0) {
          this.line.splice(place, 1);
          fail(signal.reason);
        }
      });
      this.line.push(take);
      void this.next();
    });
  }

  private async next() {
    if (this.held) {
      return;
    }
    const take = this.line.shift();
    if (take) {
      this.held = true;
      await take();
      this.held = false;
      void this.next();
    }
  }
}

/** Stands in for a channel between tabs, which hear each other at once. */
class Channel {
  static readonly open = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(readonly name: string) {
    Channel.open.add(this);
  }

  postMessage(data: unknown) {
    for (const other of Channel.open) {
      if (other !== this && other.name === this.name) {
        other.onmessage?.({ data });
      }
    }
  }

  close() {
    Channel.open.delete(this);
  }
}

interface Stream {
  listener: Listener;
  missed: boolean | undefined;
  closed: boolean;
}

const streams: Stream[] = [];

function stream(listener: Listener, _open: unknown, missed?: boolean) {
  const made: Stream = { listener, missed, closed: false };
  streams.push(made);
  return () => {
    made.closed = true;
  };
}

function tab(account = "leader") {
  const states: LiveState[] = [];
  const changes: Change[] = [];
  const refused = vi.fn();
  const close = share(
    account,
    {
      onState: (state) => states.push(state),
      onChange: (change) => changes.push(change),
      onRefused: refused,
    },
    stream,
  );
  return { states, changes, refused, close };
}

const CHANGE: Change = { journal: 8, areas: { projects: ["a"] } };
/** Lets who waits for the lock get it. */
const settle = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  vi.stubGlobal("navigator", { locks: new Locks() });
  vi.stubGlobal("BroadcastChannel", Channel);
  streams.length = 0;
});

afterEach(() => {
  Channel.open.clear();
  vi.unstubAllGlobals();
});

test("seven tabs have one stream, and all of them hear what it says", async () => {
  const tabs = Array.from({ length: 7 }, () => tab());
  await settle();
  streams[0]?.listener.onState("live");
  streams[0]?.listener.onChange(CHANGE);

  expect(streams).toHaveLength(1);
  for (const one of tabs) {
    expect(one.states.at(-1)).toBe("live");
    expect(one.changes).toEqual([CHANGE]);
  }
});

test("a tab that comes later is told how the stream is", async () => {
  tab();
  await settle();
  streams[0]?.listener.onState("live");

  const late = tab();

  expect(late.states).toEqual(["connecting", "live"]);
});

test("when the listening tab closes the next one takes over, and counts on having missed something", async () => {
  const first = tab();
  await settle();
  streams[0]?.listener.onState("live");
  const second = tab();

  first.close();
  await settle();

  expect(streams.map(({ closed, missed }) => ({ closed, missed }))).toEqual([
    { closed: true, missed: false },
    { closed: false, missed: true },
  ]);
  streams[1]?.listener.onChange(CHANGE);
  expect(second.changes).toEqual([CHANGE]);
  expect(first.changes).toEqual([]);
});

test("a tab that closes while it waits never gets a stream", async () => {
  const first = tab();
  const second = tab();
  second.close();
  await settle();
  first.close();
  await settle();

  expect(streams).toHaveLength(1);
});

test("every tab learns that the stream was refused", async () => {
  const tabs = [tab(), tab()];
  await settle();

  streams[0]?.listener.onRefused();

  for (const one of tabs) {
    expect(one.refused).toHaveBeenCalledOnce();
  }
});

test("accounts do not hear each other", async () => {
  tab("leader");
  const other = tab("operator");
  await settle();

  streams[0]?.listener.onChange(CHANGE);

  expect(other.changes).toEqual([]);
});

test("without locks a tab listens for itself while it is looked at", () => {
  vi.stubGlobal("navigator", {});
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("document", page);
  const look = (visibilityState: string) => {
    page.visibilityState = visibilityState;
    page.dispatchEvent(new Event("visibilitychange"));
  };

  const { close } = tab();
  look("hidden");
  look("visible");

  expect(streams.map(({ closed, missed }) => ({ closed, missed }))).toEqual([
    { closed: true, missed: false },
    { closed: false, missed: true },
  ]);
  close();
  look("hidden");
  look("visible");
  expect(streams).toHaveLength(2);
});
