import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { formatCount } from "../../kit/format/decimal";
import { useWord } from "../../kit/i18n/useWord";
import { EntryList } from "../../kit/list/EntryList";
import { Panel } from "../../kit/panel/Panel";
import styles from "./RefusedPanel.module.css";
import { type Unread, useUnread } from "./refusedQueries";

/** Files that lie in drop folders and were not read: why, and what to do about it. Nothing if there are none. */
export function UnreadPanel() {
  const { t } = useTranslation();
  const query = useUnread();
  if (query.isPending || query.data?.total === 0) {
    return null;
  }
  return (
    <Panel
      title={t("unread.title")}
      query={query}
      flush
      extra={query.data && t("list.total", { n: formatCount(query.data.total) })}
      skeleton={null}
    >
      {({ items }) => (
        <>
          <p className={styles.note}>{t("unread.note")}</p>
          <EntryList label={t("unread.title")} items={items} keyOf={(one) => `${one.kind} ${one.name}`}>
            {(one) => <UnreadEntry unread={one} />}
          </EntryList>
        </>
      )}
    </Panel>
  );
}

function UnreadEntry({ unread }: { unread: Unread }) {
  const word = useWord();
  return (
    <>
      <div className={styles.head}>
        {unread.kind && <span className={styles.kind}>{word("kinds", unread.kind)}</span>}
        <span className={styles.key}>{unread.name}</span>
      </div>
      <div className={styles.findings}>
        <Tag color={unread.cause === "arriving" ? "processing" : "error"}>
          {word("findings", unread.cause)}
        </Tag>
        {unread.said}
      </div>
    </>
  );
}
