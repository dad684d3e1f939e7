import { useTranslation } from "react-i18next";
import { CommandForm } from "../../kit/form/CommandForm";
import { ChoiceField, TextField } from "../../kit/form/fields";
import { useCommandForm } from "../../kit/form/useCommandForm";
import type { StreamPlace } from "../../kit/form/useSending";
import { useBoth } from "../../kit/i18n/both";
import { choicesOf } from "../../kit/list/lists";
import { LinkButton } from "../../kit/page/LinkButton";
import { raise } from "./issueQueries";
import { ProjectField } from "./ProjectField";

const CATEGORIES = choicesOf("issues", "category");
const TITLE_LONGEST = 100;
const DESCRIPTION_LONGEST = 2_000;
const EMPTY = { project_id: "", category: "", title: "", description: "" };

interface Props {
  /** The project that the issue is to be about, when it was raised from that project's page. */
  project: string | null;
  /** An enterprise may raise what is about none of its projects. */
  ownEnterprise: boolean;
  onRaised: (raised: StreamPlace & { issue_id: string }) => void;
}

const categoryOf = (draft: typeof EMPTY) => CATEGORIES.find(({ value }) => value === draft.category)?.value;

/** The form. It keeps what is typed until it was sent. */
export function RaiseForm({ project, ownEnterprise, onRaised }: Props) {
  const { t } = useTranslation();
  const both = useBoth();
  const form = useCommandForm({
    name: `raise.${project ?? ""}`,
    empty: { ...EMPTY, project_id: project ?? "" },
    fields: ["project_id", "category", "title", "description"],
    check: (draft, found) => {
      found
        .chosen("category", categoryOf(draft) ?? null)
        .text("title", draft.title, TITLE_LONGEST)
        .text("description", draft.description, DESCRIPTION_LONGEST);
      if (!ownEnterprise) {
        found.chosen("project_id", draft.project_id);
      }
    },
    send: (draft, key) => {
      const { project_id, title, description } = draft;
      const about = project_id ? { project_id } : {};
      return raise({ ...about, category: categoryOf(draft) ?? "other", title, description }, key);
    },
    onAccepted: onRaised,
  });

  return (
    <CommandForm
      form={form}
      label={t("raise.title")}
      act={{ label: t("raise.send"), ask: t("raise.ask"), says: t("raise.says") }}
      beside={<LinkButton to="/issues">{t("raise.later")}</LinkButton>}
    >
      <ProjectField
        value={form.draft.project_id}
        optional={ownEnterprise}
        error={form.wrong("project_id")}
        onChange={(id) => form.edit({ project_id: id })}
      />
      <ChoiceField
        form={form}
        name="category"
        label={t("issues.columns.category")}
        value={categoryOf(form.draft) ?? null}
        options={CATEGORIES.map(({ value, label }) => ({ value, label: both(label) }))}
        width={240}
      />
      <TextField form={form} name="title" label={t("raise.name")} most={TITLE_LONGEST} />
      <TextField
        form={form}
        name="description"
        label={t("raise.description")}
        hint={t("raise.noPersons")}
        most={DESCRIPTION_LONGEST}
        rows={6}
      />
    </CommandForm>
  );
}
