import { Alert, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AskButton } from "../../kit/form/AskButton";
import { Check, type Errors } from "../../kit/form/check";
import { Field } from "../../kit/form/Field";
import { FormProblem } from "../../kit/form/FormProblem";
import { refusalOf } from "../../kit/form/useCommandForm";
import { useSending } from "../../kit/form/useSending";
import { useWord } from "../../kit/i18n/useWord";
import type { Project } from "../../kit/project/queries";
import { type Done, decide, type Waiting } from "./acts";
import styles from "./Requests.module.css";

const REASON_LONGEST = 2000;
const NO_ERRORS: Errors = new Map();

interface Props {
  project: Project;
  requests: readonly Waiting[];
  onDecided: (done: Done) => Promise<void>;
}

/** What waits to be decided by another account than asked for it: nothing of it counts yet. */
export function Requests({ project, requests, onDecided }: Props) {
  const { t } = useTranslation();
  if (requests.length === 0) {
    return null;
  }
  return (
    <ul className={styles.list} aria-label={t("enter.requests")}>
      {requests.map((one) => (
        <Item key={one.request} project={project} waiting={one} onDecided={onDecided} />
      ))}
    </ul>
  );
}

interface ItemProps {
  project: Project;
  waiting: Waiting;
  onDecided: Props["onDecided"];
}

function Item({ project, waiting, onDecided }: ItemProps) {
  const { t } = useTranslation();
  const word = useWord();
  const { act, milestone, on, due, approved_on, reason, document, account, concerns, may_decide } = waiting;
  const facts = [
    milestone && word("milestones", milestone),
    on,
    due && t("enter.until", { date: due }),
    approved_on && t("enter.approved", { date: approved_on }),
  ];
  return (
    <li className={styles.request}>
      <strong>{t("enter.waiting", { act: word("projectActs", act) })}</strong>{" "}
      {facts.filter(Boolean).join(" · ")}
      <p className={styles.note}>
        {t("enter.askedBy", { account, document })}
        {reason && ` · ${reason}`}
      </p>
      {concerns.length > 0 && (
        <Alert type="warning" showIcon title={concerns.map(({ text }) => text).join(t("enter.joint"))} />
      )}
      {may_decide && <Decision project={project} waiting={waiting} onDecided={onDecided} />}
    </li>
  );
}

function Decision({ project, waiting, onDecided }: ItemProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<Errors>(NO_ERRORS);
  const said = reason.trim();
  const granting = useSending(
    (key) => decide(project.id, waiting.request, { granted: true, reason: said || null }, key),
    onDecided,
  );
  const declining = useSending(
    (key) => decide(project.id, waiting.request, { granted: false, reason: said }, key),
    onDecided,
  );
  const ready = () => {
    const { errors: found } = new Check(t).text("reason", reason, REASON_LONGEST);
    setErrors(found);
    return found.size === 0;
  };
  const problem = granting.problem ?? declining.problem;
  const refused = refusalOf(problem, ["reason"]);
  return (
    <>
      <FormProblem problem={refused ? null : problem} />
      <Field label={t("enter.opinion")} error={errors.get("reason") ?? refused}>
        {(tied) => (
          <Input
            {...tied}
            value={reason}
            onChange={(event) => {
              setReason(event.target.value);
              setErrors(NO_ERRORS);
              granting.settle();
              declining.settle();
            }}
          />
        )}
      </Field>
      <div className={styles.buttons}>
        <AskButton
          label={t("enter.grant.do")}
          ask={t("enter.grant.ask")}
          says={t("enter.grant.says")}
          busy={granting.busy}
          onConfirm={() => void granting.run()}
        />
        <AskButton
          label={t("enter.decline.do")}
          ask={t("enter.decline.ask")}
          says={t("enter.decline.says")}
          busy={declining.busy}
          ready={ready}
          type="default"
          danger
          onConfirm={() => void declining.run()}
        />
      </div>
    </>
  );
}
