import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Read } from "../../api/client";
import { NONE } from "../../kit/format/none";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { listLink } from "../../kit/list/codec";
import { Fact, Facts } from "../../kit/panel/Facts";
import { Panel, type Reading } from "../../kit/panel/Panel";
import styles from "./IssueFactsPanel.module.css";
import type { Issue } from "./issueQueries";
import { ProvisionalMark } from "./ProvisionalMark";

/** What the issue says, from whom it comes, and its days. */
export function IssueFactsPanel({ reading }: { reading: Reading<Read<Issue>> }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Panel
      title={t("issue.facts")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 8 }} />}
    >
      {(issue) => (
        <>
          <p className={styles.words}>{issue.description}</p>
          {issue.answer && <Said label={t("issue.answer")} text={issue.answer} />}
          {issue.reason && <Said label={t("issue.reason")} text={issue.reason} />}
          {issue.remark && <Said label={t("issue.remark")} text={issue.remark} />}
          <Facts>
            <Fact label={t("issues.columns.category")}>
              <Link to={listLink("issues", { category: [issue.category] })}>
                {word("categories", issue.category)}
              </Link>
            </Fact>
            <Fact label={t("issues.columns.department")}>
              {issue.department_name ?? issue.department ?? NONE}
            </Fact>
            <Fact label={t("project.fields.enterprise")}>
              {issue.enterprise ?? issue.enterprise_code ?? NONE}
            </Fact>
            <Fact label={t("project.fields.township")}>{issue.township_name ?? issue.township ?? NONE}</Fact>
            <Fact label={t("projects.columns.name")}>
              {issue.project_id ? (
                <Link to={`/projects/${issue.project_id}`}>{issue.project_name ?? issue.project_id}</Link>
              ) : (
                t("issues.noProject")
              )}
            </Fact>
            <Fact label={t("issue.raisedBy")}>
              {t(issue.by_agent ? "issue.byAgent" : "issue.byEnterprise")}
            </Fact>
            <Fact label={t("issues.columns.raised_at")}>{formatTime(issue.raised_at)}</Fact>
            <Fact label={t("issue.assigned_at")}>{time(issue.assigned_at)}</Fact>
            <Fact label={t("issue.sign_by")}>
              <Counted day={issue.sign_by} provisional={issue.provisional} />
            </Fact>
            <Fact label={t("issue.answer_by")}>
              <Counted day={issue.answer_by} provisional={issue.provisional} />
            </Fact>
            <Fact label={t("issue.answered_at")}>{time(issue.answered_at)}</Fact>
            <Fact label={t("issue.rate_by")}>
              <Counted day={issue.rate_by} provisional={issue.rate_provisional} />
            </Fact>
            <Fact label={t("issues.columns.stars")}>
              {issue.stars === null ? NONE : t("issues.stars", { count: issue.stars })}
            </Fact>
            <Fact label={t("issue.reopened")}>{t("issue.times", { count: issue.reopened })}</Fact>
            {issue.closed_at && (
              <Fact label={t("issue.closed_at")}>
                {formatTime(issue.closed_at)}
                {issue.closed_by && ` · ${word("issueClosedBy", issue.closed_by)}`}
              </Fact>
            )}
          </Facts>
        </>
      )}
    </Panel>
  );
}

function time(instant: string | null): string {
  return instant ? formatTime(instant) : NONE;
}

/** A day by which something is due, with a mark where the calendar it was counted on may still change. */
function Counted({ day, provisional }: { day: string | null; provisional: boolean }) {
  return (
    <>
      {day ?? NONE} {day && provisional && <ProvisionalMark />}
    </>
  );
}

function Said({ label, text }: { label: string; text: string }) {
  return (
    <div className={styles.said}>
      <strong>{label}</strong>
      <p className={styles.words}>{text}</p>
    </div>
  );
}
