import type { Session } from "./session";

/** The page on which an account begins: an enterprise on its issues, everyone else on the overview. */
export function homeOf({ scope }: Pick<Session, "scope">): "/" | "/issues" {
  return scope.kind === "enterprise" ? "/issues" : "/";
}
