import type { Session } from "../session/session";

/** The page on which an account begins: an enterprise on its issues, everyone else on the overview. */
export function homeOf({ roles }: Pick<Session, "roles">): "/" | "/issues" {
  return roles.length > 0 && roles.every((role) => role === "enterprise") ? "/issues" : "/";
}
