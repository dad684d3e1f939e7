import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { CommandForm } from "../../kit/form/CommandForm";
import type { Check } from "../../kit/form/check";
import { ChoiceField, TextField } from "../../kit/form/fields";
import { useCommandForm } from "../../kit/form/useCommandForm";
import type { StreamPlace } from "../../kit/form/useSending";
import { useDepartments } from "../../kit/registers/departments";
import { type Act, type Acting, act as send } from "./issueQueries";
import { Stars } from "./Stars";

const LONGEST = 2_000;
const EMPTY = { reason: "", answer: "", remark: "", department: "", stars: 0 };

export type WordedAct = Exclude<Act, "accept" | "sign">;
type Draft = typeof EMPTY;

/** What each act says, as its request calls it. */
const FIELDS = {
  decline: ["reason"],
  return: ["reason"],
  assign: ["department"],
  answer: ["answer"],
  rate: ["stars", "remark"],
} as const;

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

/** An act with words. */
export function ActForm({ id, act, sequence, allowed, onAccepted, onStale }: Props) {
  const { t } = useTranslation();
  const { data: departments = [] } = useDepartments(act === "assign");
  const form = useCommandForm({
    name: `issue.${id}.${act}`,
    empty: EMPTY,
    fields: FIELDS[act],
    check: (draft, found) => check(act, draft, found),
    sequence,
    send: (draft, key, seen) => send(id, actingOf(act, draft), seen, key),
    onAccepted,
    onRefused: onStale,
  });
  const text = FIELDS[act].find((field) => field !== "department" && field !== "stars");
  return (
    <CommandForm
      form={form}
      label={t(`acts.${act}.do`)}
      {...(allowed
        ? {
            act: {
              label: t(`acts.${act}.do`),
              ask: t(`acts.${act}.ask`),
              says: t(`acts.${act}.says`),
              danger: act === "decline",
            },
          }
        : {})}
    >
      {!allowed && <Alert type="warning" showIcon title={t("acts.gone")} />}
      {act === "assign" && (
        <ChoiceField
          form={form}
          name="department"
          label={t("acts.assign.department")}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
          searched
          width={360}
        />
      )}
      {act === "rate" && (
        <Stars
          value={form.draft.stars}
          error={form.wrong("stars")}
          onChange={(stars) => form.edit({ stars })}
        />
      )}
      {act !== "assign" && text && (
        <TextField
          form={form}
          name={text}
          label={t(`acts.${act}.text`)}
          most={LONGEST}
          rows={4}
          optional={act === "rate"}
        />
      )}
    </CommandForm>
  );
}

function check(act: WordedAct, { reason, answer, remark, department, stars }: Draft, found: Check): Check {
  switch (act) {
    case "assign":
      return found.chosen("department", department);
    case "rate":
      found.chosen("stars", stars);
      return remark.trim() ? found.text("remark", remark, LONGEST) : found;
    case "answer":
      return found.text("answer", answer, LONGEST);
    case "decline":
    case "return":
      return found.text("reason", reason, LONGEST);
  }
}

function actingOf(act: WordedAct, { reason, answer, remark, department, stars }: Draft): Acting {
  switch (act) {
    case "assign":
      return { act, department };
    case "rate":
      return { act, stars, remark };
    case "answer":
      return { act, answer };
    case "decline":
    case "return":
      return { act, reason };
  }
}
