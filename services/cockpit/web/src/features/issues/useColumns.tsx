import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { NONE } from "../../kit/format/none";
import { formatDay, formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import type { Shown } from "../../kit/list/ListPanel";
import type { Query } from "../../kit/list/lists";
import type { Column } from "../../kit/table/DataTable";
import { ClockMark } from "./ClockMark";
import { Marks } from "./Marks";
import { ProvisionalMark } from "./ProvisionalMark";
import type { IssueRow } from "./queries";
import { StateMark } from "./StateMark";
import styles from "./useColumns.module.css";

type Sort = NonNullable<Query<"issues">["sort"]>;
type IssueColumn = Column<IssueRow, Sort>;

/** The table's columns. The time of the page tells what day it is for the clocks. */
export function useColumns(): (shown: Shown) => IssueColumn[] {
  const { t, i18n } = useTranslation();
  const word = useWord();
  const english = i18n.language === "en";
  return useCallback(
    ({ density, asOf }) => {
      const column = (key: string, rest: Omit<IssueColumn, "key">): IssueColumn => ({ key, ...rest });
      return [
        column("title", {
          title: t("issues.columns.title"),
          render: (row) => (
            <>
              <Link to={`/issues/${row.id}`} title={row.title} className={styles.title ?? ""}>
                {row.title}
              </Link>
              {density === "comfortable" && (
                <span className={styles.below}>{row.project_name ?? t("issues.noProject")}</span>
              )}
            </>
          ),
        }),
        column("category", {
          title: t("issues.columns.category"),
          width: english ? 108 : 88,
          render: (row) => word("categories", row.category),
        }),
        column("from", {
          title: t("issues.columns.from"),
          width: 172,
          render: (row) => {
            const from = row.enterprise ?? row.enterprise_code ?? row.township_name ?? NONE;
            return <span title={from}>{from}</span>;
          },
        }),
        column("department", {
          title: t("issues.columns.department"),
          width: 168,
          render: (row) => {
            const department = row.department_name ?? row.department ?? NONE;
            return <span title={department}>{department}</span>;
          },
        }),
        column("state", {
          title: t("issues.columns.state"),
          width: english ? 142 : 108,
          render: (row) => (
            <>
              <StateMark state={row.state} />
              <Marks marks={row.marks} />
            </>
          ),
        }),
        column("clock", {
          title: t("issues.columns.answer_by"),
          sort: "answer_by",
          width: english ? 222 : 196,
          render: (row) => <Due row={row} asOf={asOf} />,
        }),
        column("stars", {
          title: t("issues.columns.stars"),
          width: 72,
          wideOnly: true,
          render: ({ stars }) => (stars === null ? NONE : t("issues.stars", { count: stars })),
        }),
        column("raised_at", {
          title: t("issues.columns.raised_at"),
          sort: "raised_at",
          width: english ? 104 : 108,
          render: (row) => (
            <time dateTime={row.raised_at} title={formatTime(row.raised_at)}>
              {formatDay(row.raised_at)}
            </time>
          ),
        }),
        column("updated_at", {
          title: t("issues.columns.updated_at"),
          sort: "updated_at",
          width: 142,
          wideOnly: true,
          render: (row) => <time dateTime={row.updated_at}>{formatTime(row.updated_at)}</time>,
        }),
      ];
    },
    [t, word, english],
  );
}

/** The clock that runs on the issue; where none does, when it was closed. */
function Due({ row, asOf }: { row: IssueRow; asOf: string | null }) {
  const { t } = useTranslation();
  const { clock } = row;
  if (clock && asOf) {
    return (
      <span className={styles.due}>
        <ClockMark clock={clock} today={formatDay(asOf)} overdue={row.overdue} />
        {row.provisional && <ProvisionalMark />}
      </span>
    );
  }
  return row.closed_at ? t("issues.closedOn", { date: formatDay(row.closed_at).slice(5) }) : NONE;
}
