import { Input } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../api/problem";
import { AskButton } from "../form/AskButton";
import { Counter } from "../form/Counter";
import { Check, type Errors } from "../form/check";
import { DayInput } from "../form/DayInput";
import { useDraft } from "../form/draft";
import { Field } from "../form/Field";
import { Form } from "../form/Form";
import { FormProblem } from "../form/FormProblem";
import { useSending } from "../form/useSending";
import { useWord } from "../i18n/useWord";
import { Select } from "../select/Select";
import { type Done, type Entry, enter, type ProjectAct, type ProjectActs } from "./acts";
import styles from "./ProjectActsPanel.module.css";
import { dueNow, MILESTONES } from "./plan";
import type { Project } from "./queries";

const DOCUMENT_LONGEST = 100;
const EMPTY = { milestone: "", on: "", due: "", approved_on: "", document: "" };
const NO_ERRORS: Errors = new Map();
type Draft = typeof EMPTY;

/** The field that a refusal of lifecycle is about. */
const FIELD_OF: Record<ProjectAct, Record<string, string>> = {
  report: { "in-future": "on", "already-dated": "milestone", "after-termination": "on" },
  extend: {
    "in-future": "approved_on",
    "not-later": "due",
    "not-extendable": "milestone",
    "after-termination": "approved_on",
  },
  terminate: { "in-future": "on" },
};

interface Props {
  act: ProjectAct;
  acts: ProjectActs;
  project: Project;
  onAccepted: (done: Done) => Promise<void>;
  onStale: () => void;
}

/**
 * A report, an extension or a termination. It is entered for the project as its writer saw it: if it has changed
 * since, nothing is done, the writer is told, and what was typed stays.
 */
export function EntryForm({ act, acts, project, onAccepted, onStale }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const { today } = project;
  const [draft, change, forget] = useDraft(`project.${project.id}.${act}`, EMPTY);
  const [seen, setSeen] = useState(acts.sequence);
  const [errors, setErrors] = useState<Errors>(NO_ERRORS);
  const milestones = choosable(act, acts, project);
  const milestone = milestones.find((one) => one === draft.milestone);
  const due = dueOf(project, milestone);
  const sending = useSending(
    (key) => enter(project.id, entryOf(act, draft, milestone ?? "land"), seen, key),
    async (done) => {
      forget();
      await onAccepted(done);
    },
  );
  const { problem } = sending;
  const stale = problem?.status === 412;

  // Told once that the project has moved on, the writer looks at it as it is now.
  useEffect(() => {
    if (stale) {
      setSeen(acts.sequence);
    }
  }, [stale, acts.sequence]);

  const ready = () => {
    const check = new Check(t).text("document", draft.document, DOCUMENT_LONGEST);
    if (act !== "terminate") {
      check.chosen("milestone", milestone ?? null);
    }
    if (act === "extend") {
      check.day("approved_on", draft.approved_on, { latest: today });
      check.day("due", draft.due, due ? { than: due } : {});
    } else {
      check.day("on", draft.on, { latest: today });
    }
    setErrors(check.errors);
    return check.errors.size === 0;
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
  const refused = refusedField(act, problem);
  const wrong = (field: string) =>
    errors.get(field) ?? problem?.fields.get(field) ?? (refused === field ? problem?.message : undefined);

  return (
    <Form
      label={t(`enter.${act}.name`)}
      foot={
        <AskButton
          label={t(`enter.${act}.do`)}
          ask={t(`enter.${act}.ask`)}
          says={t(`enter.${act}.says`, {
            milestone: milestone ? word("milestones", milestone) : "",
            on: draft.on,
            due: draft.due,
          })}
          busy={sending.busy}
          ready={ready}
          danger={act === "terminate"}
          onConfirm={() => void confirm()}
        />
      }
    >
      <FormProblem problem={refused ? null : problem} />
      <div className={styles.row}>
        {act !== "terminate" && (
          <Field
            label={t("enter.milestone")}
            error={wrong("milestone")}
            hint={act === "extend" && due ? t("project.due", { date: due }) : undefined}
          >
            {({ id, status, ...tied }) => (
              <Select
                {...tied}
                label={t("enter.milestone")}
                id={id}
                status={status}
                style={{ width: "100%" }}
                placeholder={t("form.choose")}
                value={milestone ?? null}
                onChange={(value) => edit({ milestone: value ?? "" })}
                options={milestones.map((value) => ({ value, label: word("milestones", value) }))}
              />
            )}
          </Field>
        )}
        {act === "extend" ? (
          <>
            <Field label={t("enter.due")} error={wrong("due")}>
              {(tied) => <DayInput tied={tied} value={draft.due} onChange={(day) => edit({ due: day })} />}
            </Field>
            <Field label={t("enter.approved_on")} error={wrong("approved_on")}>
              {(tied) => (
                <DayInput
                  tied={tied}
                  value={draft.approved_on}
                  max={today}
                  onChange={(day) => edit({ approved_on: day })}
                />
              )}
            </Field>
          </>
        ) : (
          <Field label={t(`enter.${act}.on`)} error={wrong("on")}>
            {(tied) => (
              <DayInput tied={tied} value={draft.on} max={today} onChange={(day) => edit({ on: day })} />
            )}
          </Field>
        )}
      </div>
      <Field
        label={t("enter.document")}
        error={wrong("document")}
        hint={<Counter text={draft.document} most={DOCUMENT_LONGEST} />}
      >
        {(tied) => (
          <Input
            {...tied}
            value={draft.document}
            onChange={(event) => edit({ document: event.target.value })}
          />
        )}
      </Field>
    </Form>
  );
}

/** The milestones that can be reported, or extended: those whose day is not known. */
function choosable(act: ProjectAct, { report }: ProjectActs, { milestones }: Project) {
  if (act === "report") {
    return MILESTONES.filter((one) => report.includes(one));
  }
  const dated = new Set(milestones.filter(({ on }) => on !== null).map(({ milestone }) => milestone));
  return MILESTONES.filter((one) => one !== "signed" && !dated.has(one));
}

function dueOf({ milestones, today }: Project, name: string | undefined): string | null {
  const found = milestones.find(({ milestone }) => milestone === name);
  return found ? dueNow(found, today) : null;
}

function entryOf(act: ProjectAct, draft: Draft, milestone: (typeof MILESTONES)[number]): Entry {
  const { on, due, approved_on } = draft;
  const document = draft.document.trim();
  switch (act) {
    case "report":
      return { act, milestone, on, document };
    case "extend":
      return { act, milestone, due, approved_on, document };
    case "terminate":
      return { act, on, document };
  }
}

function refusedField(act: ProjectAct, problem: Problem | null): string | undefined {
  return problem?.status === 409 ? FIELD_OF[act][problem.code] : undefined;
}
