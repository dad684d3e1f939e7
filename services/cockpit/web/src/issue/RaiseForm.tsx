import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AskButton } from "../form/AskButton";
import { Counter } from "../form/Counter";
import { Check, type Errors } from "../form/check";
import { useDraft } from "../form/draft";
import { Field } from "../form/Field";
import { Form } from "../form/Form";
import { FormProblem } from "../form/FormProblem";
import { type StreamPlace, useSending } from "../form/useSending";
import { useWord } from "../i18n/useWord";
import { CATEGORIES } from "../issues/filters";
import { Select } from "../select/Select";
import { LinkButton } from "../shell/LinkButton";
import { ProjectField } from "./ProjectField";
import { raise } from "./queries";

const TITLE_LONGEST = 100;
const DESCRIPTION_LONGEST = 2_000;
const EMPTY = { project: "", category: "", title: "", description: "" };
const NO_ERRORS: Errors = new Map();

interface Props {
  /** The project that the issue is to be about, when it was raised from that project's page. */
  project: string | null;
  /** An enterprise may raise what is about none of its projects. */
  ownEnterprise: boolean;
  onRaised: (raised: StreamPlace & { issue_id: string }) => void;
}

/** The form. It keeps what is typed until it was sent. */
export function RaiseForm({ project, ownEnterprise, onRaised }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const [draft, change, forget] = useDraft(`raise.${project ?? ""}`, { ...EMPTY, project: project ?? "" });
  const [errors, setErrors] = useState<Errors>(NO_ERRORS);
  const category = CATEGORIES.find((one) => one === draft.category);
  const { busy, problem, run, settle } = useSending(
    (key) => {
      const { title, description } = draft;
      const about = draft.project ? { project_id: draft.project } : {};
      return raise({ ...about, category: category ?? "other", title, description }, key);
    },
    (raised) => {
      forget();
      onRaised(raised);
    },
  );

  const ready = () => {
    const check = new Check(t)
      .chosen("category", category ?? null)
      .text("title", draft.title, TITLE_LONGEST)
      .text("description", draft.description, DESCRIPTION_LONGEST);
    const found = (ownEnterprise ? check : check.chosen("project_id", draft.project)).errors;
    setErrors(found);
    return found.size === 0;
  };
  const edit = (by: Partial<typeof EMPTY>) => {
    change(by);
    setErrors(NO_ERRORS);
    settle();
  };
  const wrong = (field: string) => errors.get(field) ?? problem?.fields.get(field);

  return (
    <Form
      label={t("raise.title")}
      foot={
        <>
          <AskButton
            label={t("raise.send")}
            ask={t("raise.ask")}
            says={t("raise.says")}
            busy={busy}
            ready={ready}
            onConfirm={() => void run()}
          />
          <LinkButton to="/issues">{t("raise.later")}</LinkButton>
        </>
      }
    >
      <FormProblem problem={problem} />
      <ProjectField
        value={draft.project}
        optional={ownEnterprise}
        error={wrong("project_id")}
        onChange={(id) => edit({ project: id })}
      />
      <Field label={t("issues.columns.category")} error={wrong("category")}>
        {({ id, status, ...tied }) => (
          <Select
            {...tied}
            label={t("issues.columns.category")}
            id={id}
            status={status}
            style={{ width: "100%", maxWidth: 240 }}
            placeholder={t("form.choose")}
            value={category ?? null}
            onChange={(value) => edit({ category: value ?? "" })}
            options={CATEGORIES.map((value) => ({ value, label: word("categories", value) }))}
          />
        )}
      </Field>
      <Field
        label={t("raise.name")}
        error={wrong("title")}
        hint={<Counter text={draft.title} most={TITLE_LONGEST} />}
      >
        {(tied) => (
          <Input {...tied} value={draft.title} onChange={(event) => edit({ title: event.target.value })} />
        )}
      </Field>
      <Field
        label={t("raise.description")}
        error={wrong("description")}
        hint={
          <>
            <Counter text={draft.description} most={DESCRIPTION_LONGEST} /> · {t("raise.noPersons")}
          </>
        }
      >
        {(tied) => (
          <Input.TextArea
            {...tied}
            rows={6}
            value={draft.description}
            onChange={(event) => edit({ description: event.target.value })}
          />
        )}
      </Field>
    </Form>
  );
}
