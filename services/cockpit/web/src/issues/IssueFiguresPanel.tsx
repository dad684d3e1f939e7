import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Figure } from "../figure/Figure";
import { formatCount } from "../format/decimal";
import { formatRate } from "../format/rate";
import { useWord } from "../i18n/useWord";
import { Panel } from "../panel/Panel";
import { type Filters, issuesLink, PROGRESSES, STATES } from "./filters";
import styles from "./IssueFiguresPanel.module.css";
import { type IssueFigures, useIssueFigures } from "./queries";

/** How many issues stand where: by progress, then by state. Each number is a tab of the list. */
export function IssueFiguresPanel() {
  const { t } = useTranslation();
  const query = useIssueFigures();
  return (
    <Panel
      title={t("issues.glance")}
      query={query}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 2 }} />}
    >
      {(figures) => <Tabs figures={figures} />}
    </Panel>
  );
}

function Tabs({ figures }: { figures: IssueFigures }) {
  const { t } = useTranslation();
  const word = useWord();
  const { pushed, done } = figures;
  const rate = pushed === 0 ? null : done / pushed;
  return (
    <nav className={styles.tabs} aria-label={t("issues.glance")}>
      <ul className={styles.progress}>
        <Tab label={t("issues.all")} count={figures.all} filter={{}} strong />
        {PROGRESSES.map((progress) => (
          <Tab
            key={progress}
            label={t(`issues.progress.${progress}`)}
            count={figures[progress]}
            filter={{ progress }}
            strong
          />
        ))}
        <li>
          <Figure
            name="done_rate"
            label={t("overview.doneRate")}
            value={formatRate(rate)}
            note={`${formatCount(done)}/${formatCount(pushed)}`}
            to={issuesLink({ progress: "pushed" })}
          />
        </li>
      </ul>
      <ul className={styles.states}>
        {STATES.map((state) => (
          <Tab
            key={state}
            label={word("issueStates", state)}
            count={figures[state]}
            filter={{ states: [state] }}
          />
        ))}
      </ul>
    </nav>
  );
}

interface TabProps {
  label: string;
  count: number;
  filter: Partial<Filters>;
  strong?: boolean;
}

function Tab({ label, count, filter, strong = false }: TabProps) {
  const { pathname, search } = useLocation();
  const to = issuesLink(filter);
  return (
    <li>
      <Link
        to={to}
        className={styles.tab ?? ""}
        data-strong={strong}
        data-on={to === pathname + search}
        aria-current={to === pathname + search ? "true" : undefined}
      >
        <span className={styles.label}>{label}</span>
        <span className={styles.count}>{formatCount(count)}</span>
      </Link>
    </li>
  );
}
