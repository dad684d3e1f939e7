import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useAfter } from "../../kit/live/useAfter";
import { LinkButton } from "../../kit/page/LinkButton";
import { usePageTitle } from "../../kit/page/pageTitle";
import layout from "../../kit/page/TwoColumns.module.css";
import { Nothing } from "../../kit/panel/Nothing";
import { PageHead } from "../../kit/panel/PageHead";
import { StuckNotice } from "../../kit/panel/StuckNotice";
import { useIssueTrail } from "../../kit/trail/queries";
import { TrailPanel } from "../../kit/trail/TrailPanel";
import { ActsPanel } from "./ActsPanel";
import { ClockMark } from "./ClockMark";
import { IssueFactsPanel } from "./IssueFactsPanel";
import { useIssue } from "./issueQueries";
import { Marks } from "./Marks";
import { ProvisionalMark } from "./ProvisionalMark";
import { StateMark } from "./StateMark";

/** One issue: what is wanted, who has to do what by when, what one may do oneself, and every event of it. */
export function IssuePage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [after, onActed] = useAfter();
  const query = useIssue(id, after);
  const issue = query.data;
  usePageTitle(issue === null ? t("issue.notFound") : issue?.title, t("app.name"));

  if (issue === null) {
    return (
      <>
        <PageHead title={t("issue.notFound")} />
        <Nothing title={t("issue.notFoundBody")}>
          <LinkButton type="primary" to="/issues">
            {t("issue.back")}
          </LinkButton>
        </Nothing>
      </>
    );
  }

  const clock = issue?.clock;
  return (
    <>
      <PageHead
        title={issue?.title ?? <Skeleton.Input active size="small" style={{ width: 280 }} />}
        note={
          issue && (
            <>
              <StateMark state={issue.state} />
              {clock && <ClockMark clock={clock} today={issue.today} overdue={issue.overdue} />}
              {clock && (clock.act === "rate" ? issue.rate_provisional : issue.provisional) && (
                <ProvisionalMark />
              )}
              <Marks marks={issue.marks} />
            </>
          )
        }
      />
      {issue && <StuckNotice stuck={issue} />}
      <div className={layout.layout}>
        <div className={layout.side}>
          <ActsPanel id={id} state={issue?.state} onActed={onActed} />
          <IssueFactsPanel reading={{ ...query, data: issue }} />
        </div>
        <Events id={id} after={after} />
      </div>
    </>
  );
}

function Events({ id, after }: { id: string; after: string | null }) {
  return <TrailPanel trail={useIssueTrail(id, after)} />;
}
