import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useProject, useProjectSearch } from "../project/queries";
import { Select, type SelectProps } from "../select/Select";

const SHOWN = 20;

interface Props
  extends Pick<
    SelectProps<string | null>,
    "label" | "placeholder" | "className" | "style" | "id" | "status"
  > {
  value: string | null;
  onChange: (id: string | null) => void;
}

/** One project, found by name, code or enterprise among those within the reader's scope. */
export function ProjectSelect({ value, onChange, ...rest }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const q = useDeferredValue(text.trim().slice(0, 100));
  const found = useProjectSearch(q, SHOWN);
  const chosen = useProject(value, null);
  const options = (found.data?.items ?? []).map(({ id, name }) => ({
    value: id as string | null,
    label: name,
  }));
  if (chosen.data && !options.some((one) => one.value === value)) {
    options.unshift({ value, label: chosen.data.name });
  }
  return (
    <Select
      {...rest}
      showSearch
      allowClear
      filterOption={false}
      onSearch={setText}
      loading={found.isFetching}
      value={value}
      onChange={(next) => onChange(next ?? null)}
      notFoundContent={t("projects.noMatch")}
      options={options}
    />
  );
}
