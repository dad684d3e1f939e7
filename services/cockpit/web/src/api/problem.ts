import type { components as Ingest } from "./ingest";
import type { components } from "./schema";

/** RFC 9457 problem details as every Zhouqi service answers them. */
export interface ProblemBody {
  code: string;
  title: string;
  status: number;
  detail?: string;
  trace?: string;
}

/** A request that did not succeed. `status` is 0 when no answer came at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | undefined;
  /** What an operator needs to find the request in the logs. */
  readonly trace: string | undefined;

  constructor(body: ProblemBody) {
    super(body.title);
    this.name = "Problem";
    this.code = body.code;
    this.status = body.status;
    this.detail = body.detail;
    this.trace = body.trace;
  }

  /** The server could not be reached. */
  static unreachable(): Problem {
    return new Problem({ code: "unreachable", title: "", status: 0 });
  }
}

/** The problem in an answer's body; one made of the status alone when the body says nothing readable. */
export function problemOf(body: unknown, response: Response): Problem {
  const found = typeof body === "object" && body !== null ? (body as Partial<ProblemBody>) : {};
  const trace =
    typeof found.trace === "string" ? found.trace : (response.headers.get("x-trace") ?? undefined);
  return new Problem({
    code: typeof found.code === "string" ? found.code : "unknown",
    title: typeof found.title === "string" ? found.title : `HTTP ${response.status}`,
    status: response.status,
    ...(typeof found.detail === "string" ? { detail: found.detail } : {}),
    ...(trace ? { trace } : {}),
  });
}

export type Schemas = components["schemas"];
export type IngestSchemas = Ingest["schemas"];
