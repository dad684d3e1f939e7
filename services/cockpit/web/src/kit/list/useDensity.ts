import { useState } from "react";

import type { Density } from "../table/DataTable";

const KEY = "zhouqi.density";

/** How high the rows of tables are; remembered on this machine. */
export function useDensity(): [Density, (density: Density) => void] {
  const [density, set] = useState<Density>(() =>
    localStorage.getItem(KEY) === "comfortable" ? "comfortable" : "compact",
  );
  return [
    density,
    (next) => {
      localStorage.setItem(KEY, next);
      set(next);
    },
  ];
}
