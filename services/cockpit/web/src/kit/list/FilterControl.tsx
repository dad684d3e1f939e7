import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { useBoth } from "../i18n/both";
import { ProjectSelect } from "../registers/ProjectSelect";
import { useRegister } from "../registers/registers";
import { Select } from "../select/Select";
import { Choices } from "./Choices";
import styles from "./FilterBar.module.css";
import type { Filter } from "./lists";

interface Props {
  filter: Filter;
  value: unknown;
  /** More of what a choice means, said beside it. */
  hintOf: (option: string) => string | undefined;
  onChange: (value: unknown) => void;
}

/** The way to set one filter, whatever kind it is of; undefined drops it. */
export function FilterControl({ filter, value, hintOf, onChange }: Props) {
  const { t } = useTranslation();
  const both = useBoth();
  const { kind, multiple, register, options } = filter;
  const label = both(filter.label);
  const entries = useRegister(register);
  if (register === "projects") {
    return (
      <ProjectSelect
        className={styles.wide ?? ""}
        label={label}
        placeholder={label}
        value={value === undefined ? null : String(value)}
        onChange={(id) => onChange(id ?? undefined)}
      />
    );
  }
  if (kind === "days" || kind === "number") {
    return (
      <Input
        className={styles.single ?? ""}
        type="number"
        min={0}
        aria-label={label}
        placeholder={label}
        value={value === undefined ? "" : String(value)}
        onChange={({ target }) => onChange(target.value === "" ? undefined : Number(target.value))}
      />
    );
  }
  const choices = options
    ? options.map((one) => ({ value: one.value, label: both(one.label), title: hintOf(one.value) ?? "" }))
    : kind === "flag"
      ? (["true", "false"] as const).map((one) => ({ value: one, label: t(`list.flag.${one}`), title: "" }))
      : entries.map((one) => ({ ...one, title: "" }));
  if (multiple) {
    const chosen = (value ?? []) as string[];
    // Where there is nothing to choose between, as of one's own township, nothing is asked.
    return choices.length > 1 || chosen.length > 0 ? (
      <Choices
        label={label}
        value={chosen}
        onChange={onChange}
        options={choices.map(({ title: _title, ...choice }) => choice)}
      />
    ) : null;
  }
  return (
    <Select
      className={styles.single ?? ""}
      label={label}
      placeholder={label}
      allowClear={filter.default === null}
      value={value === undefined ? null : String(value)}
      onChange={(next) => onChange(asChosen(kind, next))}
      options={choices}
    />
  );
}

function asChosen(kind: Filter["kind"], chosen: string | null | undefined): unknown {
  if (chosen === null || chosen === undefined) {
    return undefined;
  }
  return kind === "flag" ? chosen === "true" : chosen;
}
