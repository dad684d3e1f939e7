import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FigureTable } from "../chart/FigureTable";
import { formatCount } from "../format/decimal";
import { formatRate } from "../format/rate";
import { useWord } from "../i18n/useWord";
import { LIGHTS } from "../light/lights";
import { type Filters, listLink } from "../projects/filters";
import type { Township } from "./queries";
import { clearingRate } from "./ranking";

/** The numbers behind the chart, in the order of the ranking. */
export function TownshipsTable({ townships }: { townships: readonly Township[] }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <FigureTable
      label={t("overview.townships")}
      heads={[
        t("projects.township"),
        t("overview.inStock"),
        ...LIGHTS.map((light) => word("lights", light)),
        t("overview.found"),
        t("overview.cleared"),
        t("overview.clearingRate"),
        t("overview.fullView"),
      ]}
      rows={townships.map((one, index) => {
        const count = (value: number, more: Partial<Filters>) => (
          <Link to={listLink({ townships: [one.township], ...more })}>{formatCount(value)}</Link>
        );
        return {
          key: one.township,
          name: `${index + 1}. ${one.name}`,
          cells: [
            count(one.projects, {}),
            ...LIGHTS.map((light) => count(one[light], { lights: [light] })),
            count(one.found, { stalled: "found" }),
            count(one.cleared, { stalled: "cleared" }),
            formatRate(clearingRate(one)),
            count(one.full_view, { fullView: true }),
          ],
        };
      })}
    />
  );
}
