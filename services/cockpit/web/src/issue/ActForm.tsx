import { Alert, Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDepartments } from "../departments/queries";
import { AskButton } from "../form/AskButton";
import { Counter } from "../form/Counter";
import { Check, type Errors } from "../form/check";
import { useDraft } from "../form/draft";
import { Field } from "../form/Field";
import { Form } from "../form/Form";
import { FormProblem } from "../form/FormProblem";
import { type StreamPlace, useSending } from "../form/useSending";
import { Select } from "../select/Select";
import { type Act, type Acting, act as send } from "./queries";
import { Stars } from "./Stars";

const LONGEST = 2_000;
const EMPTY = { text: "", department: "", stars: 0 };
const NO_ERRORS: Errors = new Map();

export type WordedAct = Exclude<Act, "accept" | "sign">;
type Draft = typeof EMPTY;

interface Props {
  id: string;
  act: WordedAct;
  /** Where the issue stands as far as the page knows. */
  sequence: number;
  /** Whether the act is still open to the reader. */
  allowed: boolean;
  onAccepted: (place: StreamPlace) => Promise<void>;
  onStale: () => void;
}

/** The field of each act's body that takes the form's words. */
const TEXT_FIELD = { decline: "reason", return: "reason", answer: "answer", rate: "remark" } as const;

/**
 * An act with words. It is sent for the state of the issue that its writer saw: if that is another by now, nothing
 * is done, the writer is told, and what was typed stays.
 */
export function ActForm({ id, act, sequence, allowed, onAccepted, onStale }: Props) {
  const { t } = useTranslation();
  const [draft, change, forget] = useDraft(`issue.${id}.${act}`, EMPTY);
  const [seen, setSeen] = useState(sequence);
  const [errors, setErrors] = useState<Errors>(NO_ERRORS);
  const sending = useSending(
    (key) => send(id, actingOf(act, draft), seen, key),
    async (place) => {
      forget();
      await onAccepted(place);
    },
  );
  const { problem } = sending;
  const stale = problem?.status === 412;

  // Told once that the issue has moved on, the writer looks at it as it is now.
  useEffect(() => {
    if (stale) {
      setSeen(sequence);
    }
  }, [stale, sequence]);

  const ready = () => {
    const found = check(act, draft, new Check(t)).errors;
    setErrors(found);
    return found.size === 0;
  };
  const confirm = async () => {
    if (!(await sending.run())) {
      onStale();
    }
  };
  const edit = (by: Partial<Draft>) => {
    change(by);
    setErrors(NO_ERRORS);
    sending.settle();
  };
  const wrong = (field: string) => errors.get(field) ?? problem?.fields.get(field);

  return (
    <Form
      label={t(`acts.${act}.do`)}
      foot={
        allowed && (
          <AskButton
            label={t(`acts.${act}.do`)}
            ask={t(`acts.${act}.ask`)}
            says={t(`acts.${act}.says`)}
            busy={sending.busy}
            ready={ready}
            onConfirm={() => void confirm()}
            danger={act === "decline"}
          />
        )
      }
    >
      <FormProblem problem={problem} />
      {!allowed && <Alert type="warning" showIcon title={t("acts.gone")} />}
      {act === "assign" && (
        <DepartmentField
          value={draft.department}
          error={wrong("department")}
          onChange={(department) => edit({ department })}
        />
      )}
      {act === "rate" && (
        <Stars value={draft.stars} error={wrong("stars")} onChange={(stars) => edit({ stars })} />
      )}
      {act !== "assign" && (
        <Field
          label={t(`acts.${act}.text`)}
          error={wrong(TEXT_FIELD[act])}
          hint={<Counter text={draft.text} most={LONGEST} />}
          {...(act === "rate" ? { optional: t("form.optional") } : {})}
        >
          {(tied) => (
            <Input.TextArea
              {...tied}
              rows={4}
              value={draft.text}
              onChange={(event) => edit({ text: event.target.value })}
            />
          )}
        </Field>
      )}
    </Form>
  );
}

function check(act: WordedAct, { text, department, stars }: Draft, form: Check): Check {
  switch (act) {
    case "assign":
      return form.chosen("department", department);
    case "rate":
      return text.trim()
        ? form.chosen("stars", stars).text("remark", text, LONGEST)
        : form.chosen("stars", stars);
    case "answer":
      return form.text("answer", text, LONGEST);
    case "decline":
    case "return":
      return form.text("reason", text, LONGEST);
  }
}

function actingOf(act: WordedAct, { text, department, stars }: Draft): Acting {
  switch (act) {
    case "assign":
      return { act, department };
    case "rate":
      return { act, stars, remark: text };
    case "answer":
      return { act, answer: text };
    case "decline":
    case "return":
      return { act, reason: text };
  }
}

interface DepartmentProps {
  value: string;
  error: string | undefined;
  onChange: (code: string) => void;
}

function DepartmentField({ value, error, onChange }: DepartmentProps) {
  const { t } = useTranslation();
  const { data: departments = [] } = useDepartments();
  return (
    <Field label={t("acts.assign.department")} error={error}>
      {({ id, status, ...tied }) => (
        <Select
          {...tied}
          label={t("acts.assign.department")}
          id={id}
          status={status}
          showSearch
          optionFilterProp="label"
          style={{ width: "100%", maxWidth: 360 }}
          placeholder={t("form.choose")}
          value={value || null}
          onChange={(code) => onChange(code ?? "")}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
        />
      )}
    </Field>
  );
}
