import { WarningFilled } from "@ant-design/icons";
import { Link } from "react-router";
import styles from "./Figure.module.css";

interface Props {
  label: string;
  value: string;
  unit?: string;
  /** The list of what is counted. */
  to: string;
  strong?: boolean;
  /** Something to look after: marked by an icon, not by colour alone. */
  alert?: boolean;
}

/** One number that leads to its rows. */
export function Figure({ label, value, unit, to, strong = false, alert = false }: Props) {
  return (
    <Link to={to} className={styles.figure} data-strong={strong} data-alert={alert}>
      <span className={styles.label}>{label}</span>
      <span className={styles.value}>
        {alert && <WarningFilled aria-hidden />}
        {value}
        {unit && <span className={styles.unit}>{unit}</span>}
      </span>
    </Link>
  );
}
