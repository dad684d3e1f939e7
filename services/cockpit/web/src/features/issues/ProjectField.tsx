import { useTranslation } from "react-i18next";
import { Field } from "../../kit/form/Field";
import { ProjectSelect } from "../../kit/registers/ProjectSelect";

interface Props {
  value: string;
  optional: boolean;
  error: string | undefined;
  onChange: (id: string) => void;
}

/** The project that an issue is about. */
export function ProjectField({ value, optional, error, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field
      label={t("raise.project")}
      error={error}
      hint={optional ? t("raise.projectHint") : undefined}
      {...(optional ? { optional: t("form.optional") } : {})}
    >
      {(tied) => (
        <ProjectSelect
          {...tied}
          label={t("raise.project")}
          placeholder={t("raise.projectFind")}
          style={{ width: "100%" }}
          value={value || null}
          onChange={(id) => onChange(id ?? "")}
        />
      )}
    </Field>
  );
}
