const HOME = "/projects";

/** Where to go after signing in: a page of this application, never another site. */
export function safeNext(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : HOME;
}
