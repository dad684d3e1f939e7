import createClient from "openapi-fetch";
import { currentLanguage } from "../i18n";
import type { paths as IngestPaths } from "./ingest";
import { Problem, problemOf } from "./problem";
import type { paths as CockpitPaths } from "./schema";

/** Typed by the committed descriptions of the APIs; errors come in the page's language, and every POST can be repeated safely. */
export const api = createClient<CockpitPaths & IngestPaths>({
  baseUrl: location.origin,
  fetch: (request) => fetch(request),
});

api.use({
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    if (request.method === "POST") {
      request.headers.set("Idempotency-Key", crypto.randomUUID());
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
