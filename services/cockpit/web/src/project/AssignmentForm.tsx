import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useAgentName, useAgents } from "../agents/queries";
import { useDepartmentName, useDepartments } from "../departments/queries";
import { AskButton } from "../form/AskButton";
import { Check, type Errors } from "../form/check";
import { useDraft } from "../form/draft";
import { Field, type Tied } from "../form/Field";
import { Form } from "../form/Form";
import { FormProblem } from "../form/FormProblem";
import { type StreamPlace, useSending } from "../form/useSending";
import { Select } from "../select/Select";
import { assign, byTownship } from "./assignment";
import styles from "./ProjectActsPanel.module.css";
import type { Project } from "./queries";

/** Chosen in place of an agent: the project is to have none. No account is called so. */
const NOBODY = "-";
/** What was not chosen stays as it is. */
const EMPTY = { department: "", agent: "" };
const NO_ERRORS: Errors = new Map();
type Draft = typeof EMPTY;

interface Props {
  project: Project;
  onAccepted: (place: StreamPlace) => void;
}

/** Names the leading department and the agent. It starts from who is in charge now. */
export function AssignmentForm({ project, onAccepted }: Props) {
  const { t } = useTranslation();
  const departmentName = useDepartmentName();
  const agentName = useAgentName();
  const [draft, change, forget] = useDraft(`project.${project.id}.assign`, EMPTY);
  const [errors, setErrors] = useState<Errors>(NO_ERRORS);
  const department = draft.department || (project.department ?? "");
  const agent = draft.agent || (project.agent ?? NOBODY);
  const charge = { department, agent: agent === NOBODY ? null : agent };
  const sending = useSending(
    (key) => assign(project.id, charge, key),
    (place) => {
      forget();
      onAccepted(place);
    },
  );
  const { problem } = sending;

  const ready = () => {
    const { errors: found } = new Check(t).chosen("department", department);
    if (department && department === project.department && charge.agent === project.agent) {
      found.set("department", t("assign.same"));
    }
    setErrors(found);
    return found.size === 0;
  };
  const edit = (by: Partial<Draft>) => {
    change(by);
    setErrors(NO_ERRORS);
    sending.settle();
  };
  const now = (name: string | null) => t("assign.now", { name: name ?? t("project.unassigned") });
  // The request can name many projects: a field's name ends in what this form calls it.
  const wrong = (field: string) =>
    errors.get(field) ?? [...(problem?.fields ?? [])].find(([name]) => name.split(".").at(-1) === field)?.[1];

  return (
    <Form
      label={t("assign.title")}
      foot={
        <AskButton
          label={t("assign.do")}
          ask={t("assign.ask")}
          says={t(charge.agent ? "assign.says" : "assign.saysNoAgent", {
            department: departmentName(department),
            agent: agentName(agent),
          })}
          busy={sending.busy}
          ready={ready}
          onConfirm={() => void sending.run()}
        />
      }
    >
      <FormProblem problem={problem} />
      <div className={styles.row}>
        <Field
          label={t("project.fields.department")}
          error={wrong("department")}
          hint={now(project.department_name ?? project.department)}
        >
          {(tied) => (
            <DepartmentSelect
              tied={tied}
              value={department}
              onChange={(code) => edit({ department: code })}
            />
          )}
        </Field>
        <Field
          label={t("project.fields.agent")}
          error={wrong("agent")}
          hint={now(project.agent_name ?? project.agent)}
        >
          {(tied) => (
            <AgentSelect
              tied={tied}
              value={agent}
              project={project}
              onChange={(account) => edit({ agent: account })}
            />
          )}
        </Field>
      </div>
    </Form>
  );
}

interface SelectProps {
  tied: Tied;
  value: string;
  onChange: (value: string) => void;
}

function DepartmentSelect({ tied: { id, status, ...tied }, value, onChange }: SelectProps) {
  const { t } = useTranslation();
  const { data: departments = [] } = useDepartments();
  return (
    <Select
      {...tied}
      label={t("project.fields.department")}
      id={id}
      status={status}
      showSearch
      optionFilterProp="label"
      style={{ width: "100%" }}
      placeholder={t("form.choose")}
      value={value || null}
      onChange={(code) => onChange(code ?? "")}
      options={departments.map(({ code, name }) => ({ value: code, label: name }))}
    />
  );
}

/** The agents to choose from: those of the project's township first, for they are nearest. */
function AgentSelect({
  tied: { id, status, ...tied },
  value,
  project,
  onChange,
}: SelectProps & { project: Project }) {
  const { t } = useTranslation();
  const { data: agents = [] } = useAgents();
  const { own, others } = byTownship(agents, project.township);
  const group = (label: string, of: typeof agents) => ({
    label,
    options: of.map(({ account, name }) => ({ value: account, label: name })),
  });
  return (
    <Select
      {...tied}
      label={t("project.fields.agent")}
      id={id}
      status={status}
      showSearch
      optionFilterProp="label"
      style={{ width: "100%" }}
      value={value}
      onChange={(account) => onChange(account)}
      options={[
        { value: NOBODY, label: t("assign.nobody") },
        group(project.township_name, own),
        group(t("assign.others"), others),
      ]}
    />
  );
}
