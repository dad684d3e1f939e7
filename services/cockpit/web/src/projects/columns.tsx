import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../format/decimal";
import { formatTime } from "../format/time";
import type { Language } from "../i18n";
import type { Column, Density } from "../table/DataTable";
import type { Sort } from "./filters";
import { NameCell } from "./NameCell";
import type { ProjectRow } from "./queries";

/** What stands where a row has no value. */
export const NONE = "—";

type ProjectColumn = Column<ProjectRow, Sort>;

/** The table's columns. The export has the same ones and more, in the same order and formats. */
export function useColumns(density: Density): ProjectColumn[] {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === "en" ? "en" : "zh-CN";
  return useMemo(() => {
    const titled = (key: Sort | "industry", rest: Omit<ProjectColumn, "key" | "title">): ProjectColumn => ({
      key,
      title: t(`projects.columns.${key}`),
      ...(key === "industry" ? {} : { sort: key }),
      ...rest,
    });
    return [
      titled("name", { render: (row) => <NameCell row={row} roomy={density === "comfortable"} /> }),
      titled("enterprise", {
        width: 184,
        render: (row) => (
          <span title={row.enterprise ?? row.enterprise_code}>{row.enterprise ?? row.enterprise_code}</span>
        ),
      }),
      titled("township", { width: 118, render: (row) => row.township_name }),
      titled("industry", {
        width: 180,
        wideOnly: true,
        render: (row) => row.industry_name ?? row.industry ?? NONE,
      }),
      titled("investment", {
        width: language === "en" ? 104 : 126,
        align: "end",
        render: ({ investment }) => (investment === null ? NONE : formatDecimal(investment)),
      }),
      titled("planned_start", {
        width: language === "en" ? 118 : 94,
        render: (row) => row.planned_start ?? NONE,
      }),
      titled("planned_completion", {
        width: language === "en" ? 108 : 94,
        render: (row) => row.planned_completion ?? NONE,
      }),
      titled("registered_on", { width: 94, render: (row) => row.registered_on ?? NONE }),
      titled("updated_at", {
        width: 142,
        render: (row) => <time dateTime={row.updated_at}>{formatTime(row.updated_at)}</time>,
      }),
    ];
  }, [t, language, density]);
}
