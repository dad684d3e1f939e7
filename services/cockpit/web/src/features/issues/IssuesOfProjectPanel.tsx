import { PlusOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDay } from "../../kit/format/time";
import { listLink } from "../../kit/list/codec";
import { LinkButton } from "../../kit/page/LinkButton";
import { Nothing } from "../../kit/panel/Nothing";
import { Panel } from "../../kit/panel/Panel";
import type { ProjectReading } from "../../kit/project/queries";
import { may, useSession } from "../../kit/session/session";
import styles from "./IssuesOfProjectPanel.module.css";
import { StateMark } from "./StateMark";

/** The issues about the project, and the way to raise one. */
export function IssuesOfProjectPanel({ id, reading }: { id: string; reading: ProjectReading }) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  return (
    <Panel
      title={t("issues.title")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 2 }} />}
      extra={
        <>
          {!!reading.data?.issues.length && (
            <Link to={listLink("issues", { project: id })}>{t("issues.all")}</Link>
          )}
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
