import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./Figure.module.css";

interface Props {
  label: ReactNode;
  value: string;
  unit?: string;
  /** What the number is made of, such as the counts of a rate. */
  note?: string | undefined;
  /** What else belongs to it, in a line of its own. */
  under?: string | undefined;
  /** The list of what is counted. */
  to: string;
  strong?: boolean;
  /** Something to look after: marked by an icon, not by colour alone. */
  alert?: ReactNode;
  /** Names the figure for whoever looks for it. */
  name?: string;
}

/** One number that leads to its rows. */
export function Figure({ label, value, unit, note, under, to, strong = false, alert, name }: Props) {
  return (
    <Link to={to} className={styles.figure} data-strong={strong} data-alert={!!alert} data-figure={name}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>
        {alert}
        {value}
        {unit && <span className={styles.unit}>{unit}</span>}
        {note && <span className={styles.unit}>{note}</span>}
      </span>
      {under && <span className={styles.label}>{under}</span>}
    </Link>
  );
}
