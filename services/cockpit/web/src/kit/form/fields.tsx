import { Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "../select/Select";
import { Counter } from "./Counter";
import { DayInput } from "./DayInput";
import { Field } from "./Field";
import type { CommandForm } from "./useCommandForm";

/** The fields of a draft that hold text. */
type TextOf<D> = { [K in keyof D]: D[K] extends string ? K : never }[keyof D] & string;

interface Props<D extends object> {
  form: CommandForm<D>;
  name: TextOf<D>;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
}

/** What changes one field of a draft. */
const said = <D extends object>(name: TextOf<D>, value: string) => ({ [name]: value }) as Partial<D>;

/** Words, with how many fit; several lines of them if `rows` says so. */
export function TextField<D extends object>(props: Props<D> & { most: number; rows?: number }) {
  const { form, name, label, hint, optional = false, most, rows } = props;
  const { t } = useTranslation();
  const value = form.draft[name] as string;
  const onChange = ({ target }: { target: { value: string } }) => form.edit(said<D>(name, target.value));
  return (
    <Field
      label={label}
      error={form.wrong(name)}
      hint={
        <>
          <Counter text={value} most={most} />
          {hint && <> · {hint}</>}
        </>
      }
      {...(optional ? { optional: t("form.optional") } : {})}
    >
      {(tied) =>
        rows ? (
          <Input.TextArea {...tied} rows={rows} value={value} onChange={onChange} />
        ) : (
          <Input {...tied} value={value} onChange={onChange} />
        )
      }
    </Field>
  );
}

/** A day. */
export function DayField<D extends object>(props: Props<D> & { max?: string }) {
  const { form, name, label, hint, max } = props;
  return (
    <Field label={label} error={form.wrong(name)} hint={hint}>
      {(tied) => (
        <DayInput
          tied={tied}
          value={form.draft[name] as string}
          onChange={(day) => form.edit(said<D>(name, day))}
          {...(max ? { max } : {})}
        />
      )}
    </Field>
  );
}

interface Option {
  value: string;
  label: ReactNode;
}

interface Choosing {
  options: readonly (Option | { label: string; options: readonly Option[] })[];
  /** What is shown as chosen, where that is not what the draft holds. */
  value?: string | null;
  searched?: boolean;
  /** Pixels that it takes at most. */
  width?: number;
}

/** One of several. */
export function ChoiceField<D extends object>(props: Props<D> & Choosing) {
  const { form, name, label, hint, options, searched = false, width } = props;
  const { t } = useTranslation();
  const value = props.value === undefined ? (form.draft[name] as string) : props.value;
  return (
    <Field label={label} error={form.wrong(name)} hint={hint}>
      {({ id, status, ...tied }) => (
        <Select<string | null, Option | { label: string; options: Option[] }>
          {...tied}
          {...(searched ? { showSearch: true, optionFilterProp: "label" } : {})}
          label={label}
          id={id}
          status={status}
          style={{ width: "100%", maxWidth: width }}
          placeholder={t("form.choose")}
          value={value || null}
          onChange={(chosen) => form.edit(said<D>(name, chosen ?? ""))}
          options={options as (Option | { label: string; options: Option[] })[]}
        />
      )}
    </Field>
  );
}
