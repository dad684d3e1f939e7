import { useProject } from "../project/queries";
import { useAgents } from "./agents";
import { useDepartments } from "./departments";
import { useTownships } from "./townships";

/** One entry of a register: what it is known by, and what it is called. */
export interface Entry {
  value: string;
  label: string;
}

const NONE: readonly Entry[] = [];

/** What can be chosen of a register, within the reader's scope; nothing of one that is too long to be listed. */
export function useRegister(name: string | null): readonly Entry[] {
  const { data: departments = [] } = useDepartments(name === "departments");
  const { data: agents = [] } = useAgents(name === "agents");
  const townships = useTownships(name === "townships");
  switch (name) {
    case "departments":
      return departments.map(({ code, name: label }) => ({ value: code, label }));
    case "agents":
      return agents.map(({ account, name: label }) => ({ value: account, label }));
    case "townships":
      return townships.map(({ township, name: label }) => ({ value: township, label }));
    default:
      return NONE;
  }
}

interface Filtered {
  name: string;
  register: string | null;
}

/** Gives what registers call the `chosen` values of `filters`; what they do not know stands for itself. */
export function useRegisterName(
  filters: readonly Filtered[],
  chosen: Readonly<Record<string, unknown>>,
): (register: string, value: string) => string {
  const used = (register: string) => filters.find((one) => one.register === register && chosen[one.name]);
  const of = (register: string) => (used(register) ? register : null);
  const project = used("projects");
  const { data: about } = useProject(project ? String(chosen[project.name]) : null, null);
  const known: Record<string, readonly Entry[]> = {
    departments: useRegister(of("departments")),
    agents: useRegister(of("agents")),
    townships: useRegister(of("townships")),
    projects: about ? [{ value: about.id, label: about.name }] : NONE,
  };
  return (register, value) => known[register]?.find((one) => one.value === value)?.label ?? value;
}
