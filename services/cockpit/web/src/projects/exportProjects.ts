import { api } from "../api/client";
import { Problem, problemOf } from "../api/problem";
import type { Filters } from "./filters";
import { queryOf } from "./queries";

/** Saves the Excel file of what `filters` select, under the name the server gives it; returns how many rows it has. */
export async function exportProjects(filters: Filters): Promise<number> {
  const { data, error, response } = await api
    .GET("/api/cockpit/projects/export", { params: { query: queryOf(filters) }, parseAs: "blob" })
    .catch(() => {
      throw Problem.unreachable();
    });
  if (!data) {
    throw problemOf(error, response);
  }
  save(data as Blob, nameOf(response) ?? "projects.xlsx");
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
