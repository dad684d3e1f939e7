import { lazy } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ChartPanel } from "../../kit/chart/ChartPanel";
import { FigureTable } from "../../kit/chart/FigureTable";
import { formatCount } from "../../kit/format/decimal";
import { useWord } from "../../kit/i18n/useWord";
import { listLink } from "../../kit/list/codec";
import { Nothing } from "../../kit/panel/Nothing";
import { type Breakdown, useBreakdown } from "./queries";

const StagesChart = lazy(async () => ({ default: (await import("./StagesChart")).StagesChart }));

/** How many projects stand at each stage of their life. */
export function StagesPanel() {
  const { t } = useTranslation();
  return (
    <ChartPanel
      title={t("overview.stages")}
      query={useBreakdown()}
      rows={9}
      chart={({ stages }) => <StagesChart stages={stages} />}
      table={({ stages }) => <Table stages={stages} />}
      nothing={({ stages }) =>
        stages.some(({ projects }) => projects > 0) ? null : <Nothing title={t("projects.empty")} />
      }
    />
  );
}

function Table({ stages }: Pick<Breakdown, "stages">) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <FigureTable
      label={t("overview.stages")}
      heads={[t("overview.stage"), t("overview.inStock")]}
      rows={stages.map(({ stage, projects }) => ({
        key: stage,
        name: word("stages", stage),
        cells: [
          <Link key={stage} to={listLink("projects", { stage: [stage] })}>
            {formatCount(projects)}
          </Link>,
        ],
      }))}
    />
  );
}
