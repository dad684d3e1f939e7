import { Problem, problemOf } from "../../api/problem";

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** Saves the file that `answer` brings, under the name the server gives it; returns how many rows it has. Throws Problem. */
export async function download(answer: Promise<Answer>, otherwise: string): Promise<number> {
  const { data, error, response } = await answer.catch(() => {
    throw Problem.unreachable();
  });
  if (!data) {
    throw problemOf(error, response);
  }
  save(data as Blob, nameOf(response) ?? otherwise);
  return Number(response.headers.get("x-zhouqi-rows"));
}

function nameOf(response: Response): string | undefined {
  const [, encoded] =
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "") ?? [];
  return encoded && decodeURIComponent(encoded);
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
