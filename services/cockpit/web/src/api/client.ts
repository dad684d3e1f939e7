import i18next from "i18next";
import createClient from "openapi-fetch";
import type { paths as CockpitPaths } from "./cockpit";
import type { paths as IngestPaths } from "./ingest";
import type { paths as IssuesPaths } from "./issues";
import type { paths as LifecyclePaths } from "./lifecycle";
import { Problem, problemOf } from "./problem";
import type { paths as WarningPaths } from "./warning";

export const IDEMPOTENCY_KEY = "Idempotency-Key";

/**
 * Typed by the committed descriptions of the APIs; errors come in the page's language, and every POST can be
 * repeated safely: a form gives it a key of its own, any other gets one here.
 */
export const api = createClient<CockpitPaths & IngestPaths & IssuesPaths & LifecyclePaths & WarningPaths>({
  baseUrl: location.origin,
  fetch: (request) => fetch(request),
});

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", i18next.language);
    if (request.method === "POST" && !request.headers.has(IDEMPOTENCY_KEY)) {
      request.headers.set(IDEMPOTENCY_KEY, crypto.randomUUID());
    }
    return request;
  },
});

/** What a read answered, and whether it is behind what the caller asked to see. */
export type Read<T> = T & { stale: boolean };

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** The body of an answer. Throws Problem for everything else, a lost connection included. */
export async function body<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await reached(answer);
  if (data === undefined) {
    throw problemOf(error, response);
  }
  return data;
}

/** The body of a read, with its staleness. Throws Problem. */
export async function read<T extends object>(answer: Promise<Answer<T>>): Promise<Read<T>> {
  const data = await body(answer);
  const { response } = await answer;
  return { ...data, stale: response.headers.get("x-zhouqi-stale") === "true" };
}

/** A read of one thing: null when there is none within the reader's scope. Throws Problem for everything else. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (problem) {
    if (problem instanceof Problem && (problem.status === 404 || problem.status === 422)) {
      return null;
    }
    throw problem;
  }
}

async function reached<T>(answer: Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw Problem.unreachable();
  }
}
