/** The overview; whoever has none is led on from there. */
const HOME = "/";

/** Where to go after signing in: a page of this application, never another site. */
export function safeNext(next: string | null): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.includes("\\") ? next : HOME;
}
