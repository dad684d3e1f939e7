import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Nothing } from "../panel/Nothing";
import styles from "./EntryList.module.css";

interface Props<T> {
  /** What the list is called by whoever hears it. */
  label: string;
  items: T[];
  keyOf: (item: T) => string;
  /** Said where there is none. */
  empty?: { title: string; body: string };
  /** The read, as far as it has further pages. */
  pages?: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  children: (item: T) => ReactNode;
}

/** Entries below one another, with a button for more. */
export function EntryList<T>({ label, items, keyOf, empty, pages, children }: Props<T>) {
  const { t } = useTranslation();
  if (items.length === 0 && empty) return <Nothing {...empty} />;
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {items.map((one) => (
          <li key={keyOf(one)} className={styles.entry}>
            {children(one)}
          </li>
        ))}
      </ul>
      {pages?.hasNextPage && (
        <div className={styles.more}>
          <Button loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t("panel.more")}
          </Button>
        </div>
      )}
    </>
  );
}

/** The entry's first line: what it is, and what it is about. */
export function EntryHead({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div className={styles.head}>
      <span className={styles.what}>{what}</span>
      {children}
    </div>
  );
}

/** What is said of an entry, by labels. What nobody said is left out. */
export function EntryFacts({ facts }: { facts: (readonly [string, string | null | undefined])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([label, said]) =>
          said && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{said}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
