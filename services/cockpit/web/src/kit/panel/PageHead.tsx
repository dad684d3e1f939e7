import type { ReactNode } from "react";
import styles from "./PageHead.module.css";

interface Props {
  title: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
}

/** A page's name, a note beside it, and what one can do with the whole page. */
export function PageHead({ title, note, children }: Props) {
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      {note && <div className={styles.note}>{note}</div>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
