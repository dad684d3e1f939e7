import { CheckCircleOutlined } from "@ant-design/icons";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { formatCount, formatDecimal } from "../../kit/format/decimal";
import { NONE } from "../../kit/format/none";
import { formatTime } from "../../kit/format/time";
import type { Language } from "../../kit/i18n";
import { useWord } from "../../kit/i18n/useWord";
import { LightMark } from "../../kit/light/LightMark";
import type { Shown } from "../../kit/list/ListPanel";
import type { Query } from "../../kit/list/lists";
import type { Column } from "../../kit/table/DataTable";
import { NameCell } from "./NameCell";
import type { ProjectRow } from "./queries";

type Sort = NonNullable<Query<"projects">["sort"]>;
type ProjectColumn = Column<ProjectRow, Sort>;
type Unsorted = "stage" | "stalls" | "full_view" | "assigned";

/** The table's columns. The export has the same ones and more, in the same order and formats. */
export function useColumns(): (shown: Shown) => ProjectColumn[] {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const language: Language = i18n.language === "en" ? "en" : "zh-CN";
  const english = language === "en";
  return useCallback(
    ({ density }) => {
      const sorted = (key: Sort, rest: Omit<ProjectColumn, "key" | "title">): ProjectColumn => ({
        key,
        title: t(`projects.columns.${key}`),
        sort: key,
        ...rest,
      });
      const plain = (key: Unsorted, rest: Omit<ProjectColumn, "key" | "title">): ProjectColumn => ({
        key,
        title: t(`projects.columns.${key}`),
        ...rest,
      });
      return [
        sorted("name", { render: (row) => <NameCell row={row} roomy={density === "comfortable"} /> }),
        sorted("enterprise", {
          width: 150,
          render: (row) => (
            <span title={row.enterprise ?? row.enterprise_code}>{row.enterprise ?? row.enterprise_code}</span>
          ),
        }),
        sorted("township", { width: 116, render: (row) => row.township_name }),
        plain("stage", { width: english ? 112 : 72, render: (row) => word("stages", row.stage) }),
        sorted("light", { width: 88, first: "desc", render: (row) => <LightMark light={row.light} /> }),
        plain("stalls", {
          width: english ? 140 : 116,
          render: ({ stalls }) => {
            const said = stalls.map((stall) => word("stalls", stall)).join(t("list.comma"));
            return said ? <span title={said}>{said}</span> : NONE;
          },
        }),
        sorted("overdue", {
          first: "desc",
          width: english ? 104 : 100,
          align: "end",
          render: ({ overdue }) => (overdue !== null && overdue > 0 ? formatCount(overdue) : NONE),
        }),
        plain("full_view", {
          width: english ? 96 : 88,
          render: (row) => <FullView row={row} />,
        }),
        sorted("investment", {
          width: english ? 104 : 126,
          align: "end",
          render: ({ investment }) => (investment === null ? NONE : formatDecimal(investment)),
        }),
        plain("assigned", { width: 236, wideOnly: true, render: assignedOf }),
        sorted("planned_start", {
          width: english ? 118 : 96,
          wideOnly: true,
          render: (row) => row.planned_start ?? NONE,
        }),
        sorted("planned_completion", {
          width: english ? 108 : 96,
          wideOnly: true,
          render: (row) => row.planned_completion ?? NONE,
        }),
        sorted("updated_at", {
          width: 142,
          wideOnly: true,
          render: (row) => <time dateTime={row.updated_at}>{formatTime(row.updated_at)}</time>,
        }),
      ];
    },
    [t, word, english],
  );
}

/** The leading department and the agent by name. */
function assignedOf({ department_name, agent_name }: ProjectRow): string {
  return [department_name, agent_name].filter(Boolean).join(" · ") || NONE;
}

/** How many of the applicable kinds of data are connected; with all of them the project is in full view. */
function FullView({ row }: { row: ProjectRow }) {
  const { t } = useTranslation();
  if (row.applicable === null) {
    return <>{NONE}</>;
  }
  return (
    <span title={t(`projects.fullViews.${row.full_view}`)}>
      {row.connected}/{row.applicable}{" "}
      {row.full_view && <CheckCircleOutlined role="img" aria-label={t("projects.fullViews.true")} />}
    </span>
  );
}
