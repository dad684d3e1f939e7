import type { components } from "./cockpit";
import type { components as Ingest } from "./ingest";
import type { components as Issues } from "./issues";
import type { components as Lifecycle } from "./lifecycle";
import type { components as Warning } from "./warning";

/** RFC 9457 problem details as every Zhouqi service answers them. */
export interface ProblemBody {
  code: string;
  title: string;
  status: number;
  detail?: string;
  trace?: string;
  /** What is wrong with single fields of a body. */
  errors?: FieldError[];
  /** The one field that the problem as a whole is about. */
  field?: string;
}

/** One field that does not fit: `field` is its name in the body. */
export interface FieldError {
  field: string;
  code: string;
  message: string;
}

/** A request that did not succeed. `status` is 0 when no answer came at all. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string | undefined;
  /** What an operator needs to find the request in the logs. */
  readonly trace: string | undefined;
  /** Messages beside fields, by the field's name. */
  readonly fields: ReadonlyMap<string, string>;

  constructor(body: ProblemBody) {
    super(body.title);
    this.name = "Problem";
    this.code = body.code;
    this.status = body.status;
    this.detail = body.detail;
    this.trace = body.trace;
    this.fields = fieldsOf(body);
  }

  /** The server could not be reached. */
  static unreachable(): Problem {
    return new Problem({ code: "unreachable", title: "", status: 0 });
  }
}

/** A body that does not fit names its fields; another refusal may name the one that it is about. */
function fieldsOf({ errors = [], field, title }: ProblemBody): Map<string, string> {
  const fields = new Map(errors.map((error) => [error.field, error.message]));
  if (field) {
    fields.set(field, title);
  }
  return fields;
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
    ...(Array.isArray(found.errors) ? { errors: found.errors } : {}),
    ...(typeof found.field === "string" ? { field: found.field } : {}),
  });
}

export type Schemas = components["schemas"];
export type IngestSchemas = Ingest["schemas"];
export type IssuesSchemas = Issues["schemas"];
export type LifecycleSchemas = Lifecycle["schemas"];
export type WarningSchemas = Warning["schemas"];
