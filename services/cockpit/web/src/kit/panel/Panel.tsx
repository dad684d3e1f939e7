import { type ReactNode, useId } from "react";
import { AsOf } from "./AsOf";
import { Failed } from "./Failed";
import styles from "./Panel.module.css";

/** What a read may say of its own time. One that says nothing shows the present itself. */
interface Dated {
  as_of?: string | null;
  stale?: boolean;
}

/** A read as TanStack Query reports it, of one page or of several. */
export interface Reading<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  isError: boolean;
  isFetching: boolean;
  refetch: () => unknown;
}

interface Props<T extends object> {
  title: ReactNode;
  /** What the panel shows; its states are shown by the panel itself. */
  query: Reading<T>;
  /** Shown while the first answer is awaited, in the shape of what will come. */
  skeleton: ReactNode;
  /** Shown beside the title. */
  extra?: ReactNode;
  /** Stands above the content whatever its state, such as filters. */
  above?: ReactNode;
  /** Without padding: for tables and lists that bring their own. */
  flush?: boolean;
  children: (data: T) => ReactNode;
}

/**
 * A part of a page with a read of its own: skeleton, failure with a way to try again, or content with its as-of.
 * One panel's failure leaves the others alone; one that failed to refresh keeps what it had and says so.
 */
export function Panel<T extends object>({
  title,
  query,
  skeleton,
  extra,
  above,

  flush,
  children,
}: Props<T>) {
  const heading = useId();
  const { data, error, isPending, isError, isFetching, refetch } = query;
  return (
    <section className={styles.panel} aria-labelledby={heading} aria-busy={isPending}>
      <header className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        {data && <Time data={data} />}
        <div className={styles.extra}>{extra}</div>
      </header>
      {above}
      <div className={flush ? undefined : styles.content}>
        {isError && <Failed error={error} busy={isFetching} onRetry={() => refetch()} compact={!!data} />}
        {data && children(data)}
        {isPending && skeleton}
      </div>
    </section>
  );
}

function Time({ data }: { data: Dated }) {
  return data.as_of === undefined ? null : <AsOf time={data.as_of} stale={data.stale ?? false} />;
}
