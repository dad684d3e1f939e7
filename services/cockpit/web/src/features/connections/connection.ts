import type { Project } from "../../kit/project/queries";

type Kind = Pick<Project["kinds"][number], "applicable" | "connected">;

/** How a kind of data stands with a project; unknown while nobody has said whether it applies. */
export function stateOf({ applicable, connected }: Kind): "connected" | "missing" | "idle" | "unknown" {
  if (applicable === null) {
    return "unknown";
  }
  if (connected) {
    return "connected";
  }
  return applicable ? "missing" : "idle";
}
