import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDay, formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import cards from "../../kit/list/Cards.module.css";
import { useLive } from "../../kit/live/LiveProvider";
import { ClockMark } from "./ClockMark";
import styles from "./IssueCards.module.css";
import { Marks } from "./Marks";
import { ProvisionalMark } from "./ProvisionalMark";
import type { IssueRow } from "./queries";
import { StateMark } from "./StateMark";

interface Props {
  rows: IssueRow[];
  asOf: string | null;
}

/** The list on a phone: one card an issue, the whole card a link. */
export function IssueCards({ rows, asOf }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const { changed } = useLive();
  return (
    <ul className={cards.cards} aria-label={t("issues.caption")}>
      {rows.map((row) => {
        const { clock } = row;
        return (
          <li key={row.id} className={cards.card} data-changed={changed.has(row.id)}>
            <div className={cards.head}>
              <Link to={`/issues/${row.id}`} className={cards.name ?? ""}>
                {row.title}
              </Link>
              <StateMark state={row.state} />
            </div>
            <div className={cards.who}>
              {[word("categories", row.category), row.enterprise ?? row.township_name, row.department_name]
                .filter(Boolean)
                .join(" · ")}
            </div>
            <div className={styles.foot}>
              {clock && asOf && <ClockMark clock={clock} today={formatDay(asOf)} overdue={row.overdue} />}
              {clock && asOf && row.provisional && <ProvisionalMark />}
              <Marks marks={row.marks} />
              <time dateTime={row.raised_at} className={styles.when}>
                {formatTime(row.raised_at)}
              </time>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
