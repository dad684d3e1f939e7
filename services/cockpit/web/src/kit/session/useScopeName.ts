import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/problem";

/** An account's scope in words: the whole county, or the names of what it is narrowed to. */
export function useScopeName(): (scope: Schemas["Scope"]) => string {
  const { t } = useTranslation();
  return ({ everywhere, names }) => (everywhere ? t("scope.county") : names.join(t("list.comma")));
}
