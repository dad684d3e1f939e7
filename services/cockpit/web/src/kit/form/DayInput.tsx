import { Input } from "antd";
import styles from "./DayInput.module.css";
import type { Tied } from "./Field";

interface Props {
  tied: Tied;
  value: string;
  onChange: (day: string) => void;
  /** The latest day that can be chosen. */
  max?: string;
  min?: string;
}

/** A day, by the browser's own calendar: every keyboard and screen reader knows it. */
export function DayInput({ tied, value, onChange, max = "2100-12-31", min = "2000-01-01" }: Props) {
  return (
    <Input
      {...tied}
      className={styles.day ?? ""}
      type="date"
      value={value}
      min={min}
      max={max}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
