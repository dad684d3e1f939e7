import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problem";
import { Check, type Errors } from "./check";
import { useDraft } from "./draft";
import { useSending } from "./useSending";

const NO_ERRORS: Errors = new Map();

type Name<D> = keyof D & string;

interface Command<D extends object, A> {
  /** What the form is and is about: what is typed is kept under it until it was sent. */
  name: string;
  empty: D;
  /** The fields that it shows, each called as in the API. */
  fields: readonly Name<D>[];
  /** Under which other names the API may speak of a field. */
  also?: Partial<Record<Name<D>, readonly string[]>>;
  /** Says what is wrong before it is sent. */
  check: (draft: D, check: Check) => unknown;
  /** Where the thing stands that the writer saw; 0 where the command does not ask. */
  sequence?: number;
  /** Sends it for the state `seen`. Throws Problem. */
  send: (draft: D, key: string, seen: number) => Promise<A>;
  onAccepted: (answer: A) => void | Promise<void>;
  onRefused?: () => void;
}

/** A form as its parts see it. */
export interface CommandForm<D extends object> {
  draft: D;
  edit: (by: Partial<D>) => void;
  /** What is wrong with a field: found here, or said by the API. */
  wrong: (field: Name<D>) => string | undefined;
  /** Why it was not accepted, where none of its fields says so. */
  problem: Problem | null;
  busy: boolean;
  ready: () => boolean;
  confirm: () => void;
}

/**
 * One command as a form: what is typed is kept, checked, sent once, and for the state that its writer saw. If that is
 * another by now, nothing is done, the writer is told, and what was typed stays. Which field a refusal is about the
 * API says; one that the form does not show is told above it.
 */
export function useCommandForm<D extends object, A>(command: Command<D, A>): CommandForm<D> {
  const { name, empty, fields, also, check, sequence = 0, send, onAccepted, onRefused } = command;
  const { t } = useTranslation();
  const [draft, change, forget] = useDraft(name, empty);
  const [seen, setSeen] = useState(sequence);
  const [errors, setErrors] = useState<Errors>(NO_ERRORS);
  const { busy, problem, run, settle } = useSending(
    (key) => send(draft, key, seen),
    async (answer) => {
      forget();
      await onAccepted(answer);
    },
  );
  const stale = problem?.status === 412;

  // Told once that the thing has moved on, the writer looks at it as it is now.
  useEffect(() => {
    if (stale) {
      setSeen(sequence);
    }
  }, [stale, sequence]);

  const refused = (field: Name<D>) => refusalOf(problem, [field, ...(also?.[field] ?? [])]);
  return {
    draft,
    edit: (by) => {
      change(by);
      setErrors(NO_ERRORS);
      settle();
    },
    wrong: (field) => errors.get(field) ?? refused(field),
    problem: fields.some(refused) ? null : problem,
    busy,
    ready: () => {
      const found = new Check(t);
      check(draft, found);
      setErrors(found.errors);
      return found.errors.size === 0;
    },
    confirm: async () => {
      if (!(await run())) {
        onRefused?.();
      }
    },
  };
}

/** What a problem says of a field that has one of these names. A request that names many things has it at its end. */
export function refusalOf(problem: Problem | null, names: readonly string[]): string | undefined {
  const said = [...(problem?.fields ?? [])].find(([field]) => names.includes(field.split(".").at(-1) ?? ""));
  return said?.[1];
}
