import { lazy, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ChartPanel } from "../../kit/chart/ChartPanel";
import { Nothing } from "../../kit/panel/Nothing";
import { Select } from "../../kit/select/Select";
import styles from "./OverviewPage.module.css";
import { useBreakdown } from "./queries";
import { RANKINGS, type Ranking, ranked } from "./ranking";
import { TownshipsTable } from "./TownshipsTable";

const TownshipsChart = lazy(async () => ({ default: (await import("./TownshipsChart")).TownshipsChart }));

/** The townships, ranked, each with the lights of its projects. */
export function TownshipsPanel() {
  const { t } = useTranslation();
  const query = useBreakdown();
  const [ranking, setRanking] = useState<Ranking>("red");
  const townships = query.data?.townships;
  const inOrder = useMemo(() => ranked(townships ?? [], ranking), [townships, ranking]);
  return (
    <ChartPanel
      title={t("overview.townships")}
      query={query}
      rows={17}
      extra={
        <Select
          size="small"
          className={styles.ranking ?? ""}
          label={t("overview.rankBy")}
          value={ranking}
          onChange={setRanking}
          options={RANKINGS.map((value) => ({ value, label: t(`overview.ranking.${value}`) }))}
        />
      }
      chart={() => <TownshipsChart townships={inOrder} />}
      table={() => <TownshipsTable townships={inOrder} />}
      nothing={() => (inOrder.length > 0 ? null : <Nothing title={t("projects.empty")} />)}
    />
  );
}
