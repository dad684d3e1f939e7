import { useTranslation } from "react-i18next";
import styles from "../../kit/form/ActsPanel.module.css";
import { CommandForm } from "../../kit/form/CommandForm";
import type { Check } from "../../kit/form/check";
import { ChoiceField, DayField, TextField } from "../../kit/form/fields";
import { useCommandForm } from "../../kit/form/useCommandForm";
import { useWord, type Word } from "../../kit/i18n/useWord";
import { dueNow } from "../../kit/project/milestones";
import type { Project } from "../../kit/project/queries";
import { type Done, type Entry, enter, type ProjectAct, type ProjectActs, type TakenBack } from "./acts";

const DOCUMENT_LONGEST = 100;
const REASON_LONGEST = 2000;
const EMPTY = { milestone: "", entry: "", on: "", due: "", reason: "", document: "" };
const NOTHING = { milestone: null, approved_on: null, on: null, due: null };
type Draft = typeof EMPTY;

/** What each act says. */
const FIELDS = {
  report: ["milestone", "on", "document"],
  extend: ["milestone", "due", "reason", "document"],
  terminate: ["on", "reason", "document"],
  takeBack: ["entry", "reason", "document"],
} as const;
/** What is taken back is one choice here, and several fields of the request. */
const ENTRY = { entry: ["act", "milestone", "approved_on"] };

interface Props {
  act: ProjectAct;
  acts: ProjectActs;
  project: Project;
  onAccepted: (done: Done) => Promise<void>;
  onStale: () => void;
}

/** A report, or what is asked for: an extension, a termination, taking back what was entered. */
export function EntryForm({ act, acts, project, onAccepted, onStale }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const { today } = project;
  const milestones = choosable(act, acts, project);
  const milestoneOf = (draft: Draft) => milestones.find((one) => one === draft.milestone);
  const entryOf = (draft: Draft) => acts.take_back.find((one) => keyOf(one) === draft.entry);
  const has = (field: keyof Draft) => (FIELDS[act] as readonly string[]).includes(field);
  const form = useCommandForm({
    name: `project.${project.id}.${act}`,
    empty: EMPTY,
    fields: FIELDS[act],
    also: act === "takeBack" ? ENTRY : {},
    check: (draft, found) => {
      const known = {
        ...draft,
        milestone: milestoneOf(draft) ?? "",
        entry: entryOf(draft) ? draft.entry : "",
      };
      check(act, known, found, today, dueOf(project, known.milestone));
    },
    sequence: acts.sequence,
    send: (draft, key, seen) =>
      enter(project.id, said(act, draft, milestoneOf(draft) ?? "land", entryOf(draft)), seen, key),
    onAccepted,
    onRefused: onStale,
  });
  const milestone = milestoneOf(form.draft);
  const entry = entryOf(form.draft);
  const due = dueOf(project, milestone);

  return (
    <CommandForm
      form={form}
      label={t(`enter.${act}.name`)}
      act={{
        label: t(`enter.${act}.do`),
        ask: t(`enter.${act}.ask`),
        says: t(`enter.${act}.says`, {
          milestone: milestone ? word("milestones", milestone) : "",
          entry: entry ? nameOf(entry, word) : "",
          on: form.draft.on,
          due: form.draft.due,
        }),
        danger: act === "terminate",
      }}
    >
      <div className={styles.row}>
        {has("milestone") && (
          <ChoiceField
            form={form}
            name="milestone"
            label={t("enter.milestone")}
            hint={act === "extend" && due ? t("project.due", { date: due }) : undefined}
            value={milestone ?? null}
            options={milestones.map((value) => ({ value, label: word("milestones", value) }))}
          />
        )}
        {has("entry") && (
          <ChoiceField
            form={form}
            name="entry"
            label={t("enter.entry")}
            value={entry ? form.draft.entry : null}
            options={acts.take_back.map((one) => ({ value: keyOf(one), label: nameOf(one, word) }))}
          />
        )}
        {has("due") && <DayField form={form} name="due" label={t("enter.due")} />}
        {(act === "report" || act === "terminate") && (
          <DayField form={form} name="on" label={t(`enter.${act}.on`)} max={today} />
        )}
      </div>
      {has("reason") && (
        <TextField form={form} name="reason" label={t("enter.reason")} most={REASON_LONGEST} rows={2} />
      )}
      <TextField form={form} name="document" label={t("enter.document")} most={DOCUMENT_LONGEST} />
    </CommandForm>
  );
}

function check(act: ProjectAct, draft: Draft, found: Check, today: string, due: string | null): void {
  const { milestone, entry, on, reason, document } = draft;
  found.text("document", document, DOCUMENT_LONGEST);
  if (act !== "report") {
    found.text("reason", reason, REASON_LONGEST);
  }
  switch (act) {
    case "report":
      found.chosen("milestone", milestone).day("on", on, { latest: today });
      break;
    case "extend":
      found.chosen("milestone", milestone).day("due", draft.due, due ? { than: due } : {});
      break;
    case "terminate":
      found.day("on", on, { latest: today });
      break;
    case "takeBack":
      found.chosen("entry", entry);
  }
}

/** The milestones that the reader may report, or ask to extend. */
function choosable(act: ProjectAct, { report, extend }: ProjectActs, { milestones }: Project) {
  const open = act === "report" ? report : extend;
  return milestones.map(({ milestone }) => milestone).filter((one) => open.includes(one));
}

function keyOf({ act, milestone, approved_on }: TakenBack): string {
  return [act, milestone, approved_on].filter(Boolean).join(" ");
}

function nameOf({ act, milestone, on, due, approved_on }: TakenBack, word: Word): string {
  const day = due ?? on ?? approved_on;
  return [word("projectActs", act), milestone && word("milestones", milestone), day]
    .filter(Boolean)
    .join(" · ");
}

function dueOf({ milestones, today }: Project, name: string | undefined): string | null {
  const found = milestones.find(({ milestone }) => milestone === name);
  return found ? dueNow(found, today) : null;
}

function said(
  act: ProjectAct,
  draft: Draft,
  milestone: ReturnType<typeof choosable>[number],
  entry: TakenBack | undefined,
): Entry {
  const { on, due } = draft;
  const document = draft.document.trim();
  const reason = draft.reason.trim();
  switch (act) {
    case "report":
      return { act, milestone, on, document };
    case "extend":
      return { act, milestone, due, reason, document };
    case "terminate":
      return { act, on, reason, document };
    case "takeBack":
      return { act, entry: entry ?? { act: "take_back_report", ...NOTHING }, reason, document };
  }
}
