import type { Read } from "../api/client";
import type { Project } from "./queries";

/** The read of a project as the page's panels share it. */
export interface ProjectReading {
  data: Read<Project> | undefined;
  error: unknown;
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  refetch: () => unknown;
}
