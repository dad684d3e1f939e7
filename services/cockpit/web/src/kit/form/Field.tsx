import { ExclamationCircleFilled } from "@ant-design/icons";
import { type ReactNode, useId } from "react";
import styles from "./Field.module.css";

/** What ties a control to its label and to what is said below it. */
export interface Tied {
  id: string;
  "aria-invalid": boolean;
  "aria-describedby": string;
  "aria-required": boolean;
  status: "" | "error";
}

interface Props {
  label: string;
  /** What is wrong with it, in plain words. */
  error?: string | undefined;
  hint?: ReactNode;
  optional?: string;
  children: (tied: Tied) => ReactNode;
}

/** One field: its label above, what is wrong or what it wants below. */
export function Field({ label, error, hint, optional, children }: Props) {
  const id = useId();
  const below = `${id}-below`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {optional && <span className={styles.optional}>{optional}</span>}
      </label>
      {children({
        id,
        "aria-invalid": !!error,
        "aria-describedby": below,
        "aria-required": !optional,
        status: error ? "error" : "",
      })}
      <div id={below} className={styles.below} data-error={!!error}>
        {error ? (
          <span role="alert">
            <ExclamationCircleFilled aria-hidden /> {error}
          </span>
        ) : (
          hint
        )}
      </div>
    </div>
  );
}
