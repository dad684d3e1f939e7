import { useProjectFigures } from "../project/queries";

const NONE = [] as const;

/** The townships within the reader's scope, in which projects lie: code and name. */
export function useTownships(enabled = true) {
  const { data } = useProjectFigures(enabled);
  return data?.townships ?? NONE;
}
