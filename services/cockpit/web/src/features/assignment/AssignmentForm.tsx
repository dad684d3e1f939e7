import { useTranslation } from "react-i18next";
import styles from "../../kit/form/ActsPanel.module.css";
import { CommandForm } from "../../kit/form/CommandForm";
import { ChoiceField } from "../../kit/form/fields";
import { useCommandForm } from "../../kit/form/useCommandForm";
import type { StreamPlace } from "../../kit/form/useSending";
import type { Project } from "../../kit/project/queries";
import { useAgentName, useAgents } from "../../kit/registers/agents";
import { useDepartmentName, useDepartments } from "../../kit/registers/departments";
import { assign } from "./assignment";

/** Chosen in place of an agent: the project is to have none. No account is called so. */
const NOBODY = "-";
/** What was not chosen stays as it is. */
const EMPTY = { department: "", agent: "" };
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
  const { data: departments = [] } = useDepartments();
  // Those of the project's township: no other agent may accompany it.
  const { data: agents = [] } = useAgents(true, project.id);
  const chosen = (draft: Draft) => ({
    department: draft.department || (project.department ?? ""),
    agent: draft.agent || (project.agent ?? NOBODY),
  });
  const charge = (draft: Draft) => {
    const { department, agent } = chosen(draft);
    return { department, agent: agent === NOBODY ? null : agent };
  };
  const form = useCommandForm({
    name: `project.${project.id}.assign`,
    empty: EMPTY,
    fields: ["department", "agent"],
    check: (draft, found) => {
      const { department, agent } = charge(draft);
      found.chosen("department", department);
      if (department && department === project.department && agent === project.agent) {
        found.errors.set("department", t("assign.same"));
      }
    },
    send: (draft, key) => assign(project.id, charge(draft), key),
    onAccepted,
  });
  const { department, agent } = charge(form.draft);
  const now = (name: string | null) => t("assign.now", { name: name ?? t("project.unassigned") });

  return (
    <CommandForm
      form={form}
      label={t("assign.title")}
      act={{
        label: t("assign.do"),
        ask: t("assign.ask"),
        says: t(agent ? "assign.says" : "assign.saysNoAgent", {
          department: departmentName(department),
          agent: agentName(agent ?? NOBODY),
        }),
      }}
    >
      <div className={styles.row}>
        <ChoiceField
          form={form}
          name="department"
          label={t("project.fields.department")}
          hint={now(project.department_name ?? project.department)}
          value={department}
          options={departments.map(({ code, name }) => ({ value: code, label: name }))}
          searched
        />
        <ChoiceField
          form={form}
          name="agent"
          label={t("project.fields.agent")}
          hint={now(project.agent_name ?? project.agent)}
          value={chosen(form.draft).agent}
          options={[
            { value: NOBODY, label: t("assign.nobody") },
            {
              label: project.township_name,
              options: agents.map(({ account, name }) => ({ value: account, label: name })),
            },
          ]}
          searched
        />
      </div>
    </CommandForm>
  );
}
