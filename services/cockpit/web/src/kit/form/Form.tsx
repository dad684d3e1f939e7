import type { ReactNode } from "react";
import styles from "./Form.module.css";

/** Fields one below the other, and the acts at the foot. It is sent by its button alone, which asks first. */
export function Form({ label, children, foot }: { label: string; children: ReactNode; foot: ReactNode }) {
  return (
    <form aria-label={label} className={styles.form} noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
      <div className={styles.foot}>{foot}</div>
    </form>
  );
}
