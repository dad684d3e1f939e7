import { useTranslation } from "react-i18next";
import { GrowingPanel } from "../../kit/list/GrowingPanel";
import { RefusedEntry } from "./RefusedEntry";
import { useRefused } from "./refusedQueries";

/** What sources delivered and a rule refused: why, and as it was delivered. */
export function RefusedPanel() {
  const { t } = useTranslation();
  return (
    <GrowingPanel
      title={t("refused.title")}
      query={useRefused()}
      keyOf={(one) => `${one.kind} ${one.record_id} ${one.delivery}`}
      empty={{ title: t("refused.empty"), body: t("refused.emptyBody") }}
    >
      {(one) => <RefusedEntry refused={one} />}
    </GrowingPanel>
  );
}
