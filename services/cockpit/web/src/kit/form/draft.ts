import { useCallback, useState } from "react";
import { useSession } from "../session/session";

const LONGEST = 20_000;

/**
 * What is typed into a form: kept on this machine for the account that typed it until it was sent, so that
 * neither a lost session nor a closed window loses it. `form` names the form and what it is about.
 */
export function useDraft<T extends object>(
  form: string,
  empty: T,
): [draft: T, change: (by: Partial<T>) => void, forget: () => void] {
  const { data: session } = useSession();
  const key = `zhouqi.draft.${session?.account ?? ""}.${form}`;
  const [draft, setDraft] = useState<T>(() => ({ ...empty, ...readDraft(key, empty) }));

  const change = useCallback(
    (by: Partial<T>) =>
      setDraft((now) => {
        const next = { ...now, ...by };
        keepDraft(key, next);
        return next;
      }),
    [key],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: an empty form is always the same one
  const forget = useCallback(() => {
    localStorage.removeItem(key);
    setDraft(empty);
  }, [key]);

  return [draft, change, forget];
}

/** The kept fields that a form of this shape has; nothing when what was kept is not readable. */
export function readDraft<T extends object>(key: string, empty: T): Partial<T> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof kept !== "object" || kept === null) {
      return {};
    }
    const fields = Object.entries(kept).filter(
      ([name, value]) => name in empty && typeof value === typeof empty[name as keyof T],
    );
    return Object.fromEntries(fields) as Partial<T>;
  } catch {
    return {};
  }
}

function keepDraft(key: string, draft: object): void {
  const text = JSON.stringify(draft);
  if (text.length <= LONGEST) {
    localStorage.setItem(key, text);
  }
}
