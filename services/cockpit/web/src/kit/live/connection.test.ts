import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Change, type LiveState, listen } from "./connection";

/** Stands in for the browser's event stream: tests say what arrives. */
class Stream {
  static readonly opened: Stream[] = [];
  readyState = 1;
  onerror: (() => void) | null = null;
  closed = false;
  private readonly hearers = new Map<string, (event: MessageEvent<string>) => void>();

  constructor() {
    Stream.opened.push(this);
  }

  addEventListener(type: string, hearer: (event: MessageEvent<string>) => void) {
    this.hearers.set(type, hearer);
  }

  close() {
    this.closed = true;
  }

  say(type: string, data: unknown) {
    this.hearers.get(type)?.(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  fail(readyState: number) {
    this.readyState = readyState;
    this.onerror?.();
  }
}

const CLOSED = 2;
const CONNECTING = 0;

function begin() {
  const states: LiveState[] = [];
  const changes: Change[] = [];
  const refused = vi.fn();
  const stop = listen(
    {
      onState: (state) => states.push(state),
      onChange: (change) => changes.push(change),
      onRefused: refused,
    },
    () => new Stream() as unknown as EventSource,
  );
  return { states, changes, refused, stop, stream: () => Stream.opened.at(-1) as Stream };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", { CLOSED });
  Stream.opened.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it is live once the server has said where things stand", () => {
  const { states, changes, stream } = begin();

  stream().say("position", { journal: 7 });

  expect(states).toEqual(["connecting", "live"]);
  expect(changes).toEqual([]);
});

test("a change names its areas and what of them changed", () => {
  const { changes, stream } = begin();

  stream().say("changed", { journal: 8, areas: { projects: ["a"], issues: ["i"] } });
  stream().say("changed", { journal: 9, areas: { projects: null } });

  expect(changes).toEqual([
    { journal: 8, areas: { projects: ["a"], issues: ["i"] } },
    { journal: 9, areas: { projects: null } },
  ]);
});

test("after a loss everything may have changed", () => {
  const { states, changes, refused, stream } = begin();
  stream().say("position", { journal: 7 });

  stream().fail(CONNECTING);
  stream().say("position", { journal: 9 });

  expect(states).toEqual(["connecting", "live", "lost", "live"]);
  expect(changes).toEqual([{ journal: 9, areas: null }]);
  expect(refused).not.toHaveBeenCalled();
});

test("a refused stream is reported and taken up again", () => {
  const { states, changes, refused, stream } = begin();

  stream().fail(CLOSED);
  expect(refused).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(3_000);
  stream().say("position", { journal: 9 });

  expect(Stream.opened).toHaveLength(2);
  expect(states.at(-1)).toBe("live");
  expect(changes).toEqual([{ journal: 9, areas: null }]);
});

test("when stopped it stays stopped", () => {
  const { stop, stream } = begin();
  stream().fail(CLOSED);

  stop();
  vi.advanceTimersByTime(10_000);

  expect(Stream.opened).toHaveLength(1);
  expect(stream().closed).toBe(true);
});
