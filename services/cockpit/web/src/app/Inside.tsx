import { Navigate, useLocation } from "react-router";
import { LiveProvider } from "../kit/live/LiveProvider";
import { Failed } from "../kit/panel/Failed";
import { Waiting } from "../kit/panel/Waiting";
import { useSession } from "../kit/session/session";
import styles from "./Inside.module.css";
import { Shell } from "./shell/Shell";

/** What only who is signed in may see; everyone else is led to the sign-in and back. */
export function Inside() {
  const { data: session, error, isPending, isFetching, refetch } = useSession();
  const { pathname, search } = useLocation();

  if (session) {
    return (
      <LiveProvider key={session.account} account={session.account}>
        <Shell session={session} />
      </LiveProvider>
    );
  }
  if (session === null) {
    const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return (
    <main className={styles.alone}>
      {isPending ? <Waiting /> : <Failed error={error} busy={isFetching} onRetry={() => void refetch()} />}
    </main>
  );
}
