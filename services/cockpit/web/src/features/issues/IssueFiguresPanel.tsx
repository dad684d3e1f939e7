import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "react-router";
import { Figure } from "../../kit/figure/Figure";
import { formatCount } from "../../kit/format/decimal";
import { formatRate } from "../../kit/format/rate";
import { useBoth } from "../../kit/i18n/both";
import { listLink } from "../../kit/list/codec";
import { type Change, choicesOf } from "../../kit/list/lists";
import { Panel } from "../../kit/panel/Panel";
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
  const both = useBoth();
  const { pushed, done } = figures;
  const rate = pushed === 0 ? null : done / pushed;
  return (
    <nav className={styles.tabs} aria-label={t("issues.glance")}>
      <ul className={styles.progress}>
        <Tab label={t("issues.all")} count={figures.all} filter={{}} strong />
        {choicesOf("issues", "progress").map(({ value: progress, label }) => (
          <Tab key={progress} label={both(label)} count={figures[progress]} filter={{ progress }} strong />
        ))}
        <li>
          <Figure
            name="done_rate"
            label={t("overview.doneRate")}
            value={formatRate(rate)}
            note={`${formatCount(done)}/${formatCount(pushed)}`}
            to={listLink("issues", { progress: "pushed" })}
          />
        </li>
      </ul>
      <ul className={styles.states}>
        {choicesOf("issues", "state").map(({ value: state, label }) => (
          <Tab key={state} label={both(label)} count={figures[state]} filter={{ state: [state] }} />
        ))}
      </ul>
    </nav>
  );
}

interface TabProps {
  label: string;
  count: number;
  filter: Change<"issues">;
  strong?: boolean;
}

function Tab({ label, count, filter, strong = false }: TabProps) {
  const { pathname, search } = useLocation();
  const to = listLink("issues", filter);
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
