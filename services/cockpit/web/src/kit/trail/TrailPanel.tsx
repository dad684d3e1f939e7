import { Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import type { Trail } from "./queries";
import { predecessors } from "./revision";
import { TrailEntry } from "./TrailEntry";
import styles from "./TrailPanel.module.css";

/** Every event of a project or an issue, down to its data: where each fact on the page comes from. */
export function TrailPanel({ trail }: { trail: Trail }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("trail.title")}
      query={trail}
      extra={
        trail.data && <span className={styles.count}>{t("trail.count", { count: trail.data.total })}</span>
      }
      skeleton={<Skeleton active title={false} paragraph={{ rows: 8 }} />}
    >
      {({ items }) => {
        const before = predecessors(items);
        return items.length === 0 ? (
          <Nothing title={t("trail.empty")} />
        ) : (
          <>
            <ol className={styles.trail}>
              {items.map((event) => (
                <TrailEntry key={event.id} event={event} before={before.get(event.id)} />
              ))}
            </ol>
            {trail.hasNextPage && (
              <Button block loading={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
                {t(trail.isFetchingNextPage ? "trail.loadingMore" : "trail.more")}
              </Button>
            )}
          </>
        );
      }}
    </Panel>
  );
}
