import { Select } from "../select/Select";
import styles from "./Choices.module.css";

interface Props<T extends string> {
  label: string;
  /** Stands where nothing is chosen; the label by default. */
  placeholder?: string;
  value: T[];
  onChange: (value: T[]) => void;
  options: { value: T; label: string }[];
}

/** Any number of choices of a filter; none means all. */
export function Choices<T extends string>({
  label,
  placeholder = label,
  value,
  onChange,
  options,
}: Props<T>) {
  return (
    <Select
      className={styles.choices ?? ""}
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      label={label}
      placeholder={placeholder}
      value={value}
      onChange={onChange}
      optionFilterProp="label"
      options={options}
    />
  );
}
