import { useCallback, useRef, useState } from "react";
import { Problem } from "../../api/problem";

/** Where a stream stands after a command. */
export interface StreamPlace {
  stream: string;
  sequence: number;
}

/** A place as reads take it. */
export function afterOf({ stream, sequence }: StreamPlace): string {
  return `${stream}@${sequence}`;
}

export interface Sending {
  busy: boolean;
  problem: Problem | null;
  /** Sends once; true when it was accepted. */
  run: () => Promise<boolean>;
  /** Takes the problem off the form. */
  settle: () => void;
}

/**
 * Sending one form. Until it is accepted every try goes under the same Idempotency-Key, so that a try whose
 * answer was lost is never done twice.
 */
export function useSending<T>(
  send: (key: string) => Promise<T>,
  onAccepted: (answer: T) => void | Promise<void>,
): Sending {
  const key = useRef(crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const run = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await send(key.current);
      key.current = crypto.randomUUID();
      await onAccepted(answer);
      return true;
    } catch (error) {
      setProblem(error instanceof Problem ? error : Problem.unreachable());
      return false;
    } finally {
      setBusy(false);
    }
  };

  return { busy, problem, run, settle: useCallback(() => setProblem(null), []) };
}
