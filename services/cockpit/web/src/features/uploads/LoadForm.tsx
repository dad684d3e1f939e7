import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { AskButton } from "../../kit/form/AskButton";
import { Field } from "../../kit/form/Field";
import { Form } from "../../kit/form/Form";
import { FormProblem } from "../../kit/form/FormProblem";
import { useSending } from "../../kit/form/useSending";
import { useWord } from "../../kit/i18n/useWord";
import { Select } from "../../kit/select/Select";
import { MappingFields } from "./MappingFields";
import { Outcome } from "./Outcome";
import { type ChosenFile, type FileOutcome, type Loadable, load, type Mapping, preview } from "./queries";
import { readFile, type Unsendable } from "./readFile";

const NO_MAPPING: Mapping = {};

/** Which kind, which file; what would become of it; and then loading it. */
export function LoadForm({ kinds }: { kinds: readonly Loadable[] }) {
  const { t } = useTranslation();
  const word = useWord();
  const [kind, setKind] = useState(kinds[0]?.kind ?? "");
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [wrong, setWrong] = useState<Unsendable | null>(null);
  const [mapping, setMapping] = useState<Mapping>(NO_MAPPING);
  const [seen, setSeen] = useState<FileOutcome | null>(null);
  const [loaded, setLoaded] = useState(false);

  const forget = () => {
    setSeen(null);
    setLoaded(false);
  };
  const looking = useSending(async () => {
    if (!file) {
      throw Problem.unreachable();
    }
    return preview(kind, file, mapping);
  }, setSeen);
  const loading = useSending(
    async (key) => {
      if (!file) {
        throw Problem.unreachable();
      }
      return load(kind, file, mapping, key);
    },
    (outcome) => {
      setSeen(outcome);
      setLoaded(outcome.refused === null);
    },
  );
  const choose = async (chosen: File | undefined) => {
    forget();
    setMapping(NO_MAPPING);
    const found = chosen ? await readFile(chosen) : null;
    setFile(typeof found === "string" ? null : found);
    setWrong(typeof found === "string" ? found : null);
  };
  const ready = seen !== null && seen.refused === null && !loaded && seen.taken + seen.rejected > 0;

  return (
    <>
      <Form
        label={t("uploads.title")}
        foot={
          <>
            <Button disabled={!file} loading={looking.busy} onClick={() => void looking.run()}>
              {t("uploads.preview")}
            </Button>
            {ready && (
              <AskButton
                label={t("uploads.load")}
                ask={t("uploads.ask", { name: file?.name })}
                says={t("uploads.says", { taken: seen.taken, rejected: seen.rejected })}
                busy={loading.busy}
                onConfirm={() => void loading.run()}
              />
            )}
          </>
        }
      >
        <FormProblem problem={loading.problem ?? looking.problem} />
        <Field label={t("operations.columns.kind")}>
          {({ id, status, ...tied }) => (
            <Select
              {...tied}
              id={id}
              status={status}
              label={t("operations.columns.kind")}
              style={{ width: "100%" }}
              value={kind}
              onChange={(chosen) => {
                setKind(chosen);
                setMapping(NO_MAPPING);
                forget();
              }}
              options={kinds.map((one) => ({ value: one.kind, label: word("kinds", one.kind) }))}
            />
          )}
        </Field>
        <Field
          label={t("uploads.file")}
          error={wrong ? t(`uploads.unsendable.${wrong}`) : undefined}
          hint={t("uploads.hint")}
        >
          {({ id, "aria-describedby": below }) => (
            <input
              id={id}
              aria-describedby={below}
              type="file"
              accept=".xlsx,.xls,.et,.ods,.csv"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          )}
        </Field>
        {seen && seen.headers.length > 0 && (
          <MappingFields
            outcome={seen}
            mapping={mapping}
            onChange={(field, header) => setMapping({ ...mapping, [field]: header })}
          />
        )}
      </Form>
      {loaded && <Alert type="success" showIcon title={t("uploads.done")} />}
      {seen && <Outcome outcome={seen} loaded={loaded} />}
    </>
  );
}
