import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../form/Field";
import { useProject } from "../project/queries";
import { DEFAULTS } from "../projects/filters";
import { useProjects } from "../projects/queries";
import { Select } from "../select/Select";

const SHOWN = 20;

interface Props {
  value: string;
  optional: boolean;
  error: string | undefined;
  onChange: (id: string) => void;
}

/** The project that an issue is about: found by name, code or enterprise among those within the reader's scope. */
export function ProjectField({ value, optional, error, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim().slice(0, 100));
  const found = useProjects({ ...DEFAULTS, q, limit: SHOWN, sort: "name", order: "asc" });
  const chosen = useProject(value || null, null);
  const options = (found.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (chosen.data && !options.some((one) => one.value === value)) {
    options.unshift({ value, label: chosen.data.name });
  }
  return (
    <Field
      label={t("raise.project")}
      error={error}
      hint={optional ? t("raise.projectHint") : undefined}
      {...(optional ? { optional: t("form.optional") } : {})}
    >
      {({ id, status, ...tied }) => (
        <Select
          {...tied}
          label={t("raise.project")}
          id={id}
          status={status}
          showSearch
          allowClear
          filterOption={false}
          onSearch={setText}
          loading={found.isFetching}
          style={{ width: "100%" }}
          placeholder={t("raise.projectFind")}
          value={value || null}
          onChange={(next) => onChange(next ?? "")}
          notFoundContent={t("projects.noMatch")}
          options={options}
        />
      )}
    </Field>
  );
}
