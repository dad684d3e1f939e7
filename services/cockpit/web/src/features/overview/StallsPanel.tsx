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

const StallsChart = lazy(async () => ({ default: (await import("./StallsChart")).StallsChart }));

/** The six stalls 六未: in how many projects each was found, and in how many it is still open. */
export function StallsPanel() {
  const { t } = useTranslation();
  return (
    <ChartPanel
      title={t("overview.sixStalls")}
      query={useBreakdown()}
      rows={9}
      chart={({ stalls }) => <StallsChart stalls={stalls} />}
      table={({ stalls }) => <Table stalls={stalls} />}
      nothing={({ stalls }) =>
        stalls.some(({ found }) => found > 0) ? null : (
          <Nothing title={t("overview.noStalls")} body={t("overview.noStallsBody")} />
        )
      }
    />
  );
}

function Table({ stalls }: Pick<Breakdown, "stalls">) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <FigureTable
      label={t("overview.sixStalls")}
      heads={[t("overview.stall"), t("overview.found"), t("overview.open")]}
      rows={stalls.map(({ stall, found, open }) => ({
        key: stall,
        name: word("stalls", stall),
        cells: [
          <Link key="found" to={listLink("projects", { stall_found: [stall] })}>
            {formatCount(found)}
          </Link>,
          <Link key="open" to={listLink("projects", { stall: [stall] })}>
            {formatCount(open)}
          </Link>,
        ],
      }))}
    />
  );
}
