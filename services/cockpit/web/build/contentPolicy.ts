import type { Plugin } from "vite";

/**
 * What a built page may load: what its own host serves, and nothing that is written into the page.
 *
 * The server sends a policy as a header; this one is the page's own promise, kept wherever it is served from.
 * (frame-ancestors works in a header alone.)
 */
const POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'";

/** Writes the policy into index.html when the pages are built; the development server needs inline scripts. */
export function contentPolicy(): Plugin {
  return {
    name: "zhouqi-content-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}
