import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, body } from "../../api/client";
import { following } from "../live/areas";

/** The county's departments: code and name. */
export function useDepartments(enabled = true) {
  return useQuery({
    queryKey: ["departments"],
    meta: following("registers"),
    queryFn: ({ signal }) => body(api.GET("/api/cockpit/departments", { signal })),
    staleTime: 600_000,
    enabled,
  });
}

/** Gives a department's name by its code; a code that nobody has stands for itself. */
export function useDepartmentName(): (code: string) => string {
  const { data } = useDepartments();
  return useCallback((code) => data?.find((one) => one.code === code)?.name ?? code, [data]);
}
