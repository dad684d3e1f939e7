import { useTranslation } from "react-i18next";
import { formatCount } from "../../kit/format/decimal";
import { formatTime } from "../../kit/format/time";
import type { Kind } from "./queries";

/** How a kind's collection stands, in words: a failure that repeats says how often it was met, and when it last was. */
export function useKindState(): (kind: Kind) => string {
  const { t } = useTranslation();
  return (kind) => {
    const state = t(`operations.states.${kind.state}`);
    if (kind.attempts === 0 || !kind.attempted_at || kind.state === "idle") return state;
    const tried = { attempts: formatCount(kind.attempts), time: formatTime(kind.attempted_at) };
    return `${state} · ${t("operations.attempts", tried)}`;
  };
}
