import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { FigureTable } from "../../kit/chart/FigureTable";
import { formatCount } from "../../kit/format/decimal";
import { formatRate } from "../../kit/format/rate";
import { useWord } from "../../kit/i18n/useWord";
import { LIGHTS } from "../../kit/light/lights";
import { listLink } from "../../kit/list/codec";
import type { Change } from "../../kit/list/lists";
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
        const count = (value: number, more: Change<"projects">) => (
          <Link to={listLink("projects", { township: [one.township], ...more })}>{formatCount(value)}</Link>
        );
        return {
          key: one.township,
          name: `${index + 1}. ${one.name}`,
          cells: [
            count(one.projects, {}),
            ...LIGHTS.map((light) => count(one[light], { light: [light] })),
            count(one.found, { stalled: "found" }),
            count(one.cleared, { stalled: "cleared" }),
            formatRate(clearingRate(one)),
            count(one.full_view, { full_view: true }),
          ],
        };
      })}
    />
  );
}
