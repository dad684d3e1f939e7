import type { ReactNode } from "react";
import styles from "./Stack.module.css";

/** A page's panels, one below the other; none is wider than the page. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}
