import { useTranslation } from "react-i18next";
import { Field } from "../../kit/form/Field";
import { Select } from "../../kit/select/Select";
import type { FileOutcome, Mapping } from "./queries";
import styles from "./uploads.module.css";

interface Props {
  outcome: FileOutcome;
  mapping: Mapping;
  onChange: (field: string, header: string) => void;
}

/** Which header of the file each column is; what bears its own name need not be said. */
export function MappingFields({ outcome, mapping, onChange }: Props) {
  const { t } = useTranslation();
  const headers = [...new Set(outcome.headers)];
  return (
    <fieldset className={styles.mapping}>
      <legend>{t("uploads.mapping")}</legend>
      {outcome.columns.map(({ field, header }) => (
        <Field key={field} label={header} optional={t("uploads.byName")}>
          {({ id, status, ...tied }) => (
            <Select
              {...tied}
              id={id}
              status={status}
              label={header}
              style={{ width: "100%" }}
              value={mapping[field] ?? ""}
              onChange={(chosen) => onChange(field, chosen ?? "")}
              options={[
                { value: "", label: t("uploads.own") },
                ...headers.map((one) => ({ value: one, label: one })),
              ]}
            />
          )}
        </Field>
      ))}
    </fieldset>
  );
}
