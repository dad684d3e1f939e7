import type { paths } from "../../api/cockpit";
import lists from "../../api/lists.json";
import type { Both } from "../i18n/both";

/** The lists of the cockpit, by the names under which it declares them. */
export type ListName = keyof typeof lists;

/** One filter as the cockpit declares it. Its name is that of the API's parameter and of the address's. */
export interface Filter {
  name: string;
  kind: "text" | "choice" | "flag" | "days" | "number";
  multiple: boolean;
  /** What can be chosen, in words; null for what is typed, or comes from a register. */
  options: readonly { value: string; label: Both }[] | null;
  register: string | null;
  /** What is chosen when nothing is said; then something always is. */
  default: string | boolean | null;
  label: Both;
}

export interface Sort {
  name: string;
  label: Both;
}

interface List {
  filters: readonly Filter[];
  sorts: readonly Sort[];
  default_sort: string;
}

/** What the cockpit says of each list; filter bars, chips, orders and addresses are made from it. */
export const LISTS: Readonly<Record<ListName, List>> = lists as Record<ListName, List>;

/** What the API of a list takes. */
export type Asked<L extends ListName> = NonNullable<paths[`/api/cockpit/${L}`]["get"]["parameters"]["query"]>;

/** What a list shows: chosen filters by name, an order, a place. It lives in the address, so that it can be shared. */
export type Query<L extends ListName> = Asked<L> & Required<Pick<Asked<L>, "sort" | "order" | "limit">>;

/** A change of it; undefined drops a filter. */
export type Change<L extends ListName> = { [K in keyof Asked<L>]?: Asked<L>[K] | undefined };

type One<T> = T extends readonly (infer E)[] ? E : T;

/** What can be chosen of a filter, in the order in which the cockpit declares it. */
export function choicesOf<L extends ListName, K extends keyof Asked<L> & string>(
  list: L,
  filter: K,
): readonly { value: One<NonNullable<Asked<L>[K]>>; label: Both }[] {
  const { options } = LISTS[list].filters.find(({ name }) => name === filter) ?? {};
  return (options ?? []) as readonly { value: One<NonNullable<Asked<L>[K]>>; label: Both }[];
}

/** The values of a query as this folder handles them, whatever the list. */
export type Values = Readonly<Record<string, unknown>>;
