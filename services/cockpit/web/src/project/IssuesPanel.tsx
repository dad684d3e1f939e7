import { PlusOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDay } from "../format/time";
import { issuesLink } from "../issues/filters";
import { StateMark } from "../issues/StateMark";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import { may, useSession } from "../session/session";
import { LinkButton } from "../shell/LinkButton";
import styles from "./IssuesPanel.module.css";
import type { ProjectReading } from "./reading";

/** The issues about the project, and the way to raise one. */
export function IssuesPanel({ id, reading }: { id: string; reading: ProjectReading }) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  return (
    <Panel
      title={t("issues.title")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 2 }} />}
      extra={
        <>
          {!!reading.data?.issues.length && <Link to={issuesLink({ project: id })}>{t("issues.all")}</Link>}
          {session && may(session, "issue.raise") && reading.data && !reading.data.withdrawn && (
            <LinkButton size="small" icon={<PlusOutlined />} to={`/issues/new?project=${id}`}>
              {t("issues.raise")}
            </LinkButton>
          )}
        </>
      }
    >
      {({ issues }) =>
        issues.length === 0 ? (
          <Nothing title={t("issues.noneHere")} />
        ) : (
          <ul className={styles.list}>
            {issues.map((issue) => (
              <li key={issue.id} className={styles.issue}>
                <Link to={`/issues/${issue.id}`}>{issue.title}</Link>
                <span className={styles.note}>
                  {[issue.department_name, formatDay(issue.raised_at)].filter(Boolean).join(" · ")}
                </span>
                <StateMark state={issue.state} />
              </li>
            ))}
          </ul>
        )
      }
    </Panel>
  );
}
