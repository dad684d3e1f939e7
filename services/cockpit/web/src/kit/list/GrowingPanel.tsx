import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatCount } from "../format/decimal";
import { Panel } from "../panel/Panel";
import { EntryList } from "./EntryList";
import type { Growing } from "./growing";

interface Props<T> {
  title: string;
  query: Growing<T>;
  keyOf: (item: T) => string;
  /** Said where there is none. */
  empty: { title: string; body: string };
  children: (item: T) => ReactNode;
}

/** A panel of entries, how many there are in all, and a button for more of them. */
export function GrowingPanel<T>({ title, query, keyOf, empty, children }: Props<T>) {
  const { t } = useTranslation();
  return (
    <Panel
      title={title}
      query={query}
      flush
      extra={query.data && t("list.total", { n: formatCount(query.data.total) })}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 4 }} style={{ padding: 16 }} />}
    >
      {({ items }) => (
        <EntryList label={title} items={items} keyOf={keyOf} empty={empty} pages={query}>
          {children}
        </EntryList>
      )}
    </Panel>
  );
}
