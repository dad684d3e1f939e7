import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { ClockMark } from "../issues/ClockMark";
import { runningClock } from "../issues/clocks";
import { ProvisionalMark } from "../issues/ProvisionalMark";
import { StateMark } from "../issues/StateMark";
import { useAfter } from "../live/useAfter";
import { Nothing } from "../panel/Nothing";
import { PageHead } from "../panel/PageHead";
import layout from "../project/ProjectPage.module.css";
import { StuckNotice } from "../project/StuckNotice";
import { usePageTitle } from "../shell/crumbTitle";
import { LinkButton } from "../shell/LinkButton";
import { useIssueTrail } from "../trail/queries";
import { TrailPanel } from "../trail/TrailPanel";
import { ActsPanel } from "./ActsPanel";
import { IssueFactsPanel } from "./IssueFactsPanel";
import { useIssue } from "./queries";

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

  const clock = issue && runningClock(issue);
  return (
    <>
      <PageHead
        title={issue?.title ?? <Skeleton.Input active size="small" style={{ width: 280 }} />}
        note={
          issue && (
            <>
              <StateMark state={issue.state} />
              {clock && <ClockMark clock={clock} today={issue.today} overdue={issue.overdue} />}
              {clock && clock.act !== "rate" && issue.provisional && <ProvisionalMark />}
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
