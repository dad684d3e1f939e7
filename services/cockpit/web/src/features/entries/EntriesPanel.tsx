import { Alert, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "../../kit/form/ActsPanel.module.css";
import { afterOf } from "../../kit/form/useSending";
import { Panel } from "../../kit/panel/Panel";
import type { Project } from "../../kit/project/queries";
import { type Done, type ProjectAct, type ProjectActs, useProjectActs } from "./acts";
import { EntryForm } from "./EntryForm";
import { Requests } from "./Requests";

interface Props {
  project: Project;
  /** Called with the place up to which the page has to be read to show what was done. */
  onActed: (place: string) => void;
}

/** What the reader may enter about the project now; nothing where that is nothing. */
export function EntriesPanel({ project, onActed }: Props) {
  const { t } = useTranslation();
  const query = useProjectActs(project.id);
  const [done, setDone] = useState<Done | null>(null);
  const { data: acts, refetch } = query;

  if (!acts || (open(acts).length === 0 && acts.requests.length === 0 && !done)) {
    return null;
  }
  const onAccepted = async (accepted: Done) => {
    setDone(accepted);
    onActed(afterOf(accepted));
    await refetch();
  };
  return (
    <Panel title={t("enter.title")} query={{ ...query, data: acts }} skeleton={null}>
      {(now) => (
        <>
          {done && (
            <Alert
              type={done.warnings?.length || done.request ? "warning" : "success"}
              showIcon
              closable
              className={styles.done ?? ""}
              title={t(done.request ? "enter.waits" : "enter.done")}
              description={done.warnings?.map(({ text }) => text).join(" ")}
              onClose={() => setDone(null)}
            />
          )}
          <Requests project={project} requests={now.requests} onDecided={onAccepted} />
          <Choice acts={now} project={project} onAccepted={onAccepted} onStale={() => void refetch()} />
        </>
      )}
    </Panel>
  );
}

function open({ report, extend, terminate, take_back }: ProjectActs): ProjectAct[] {
  const acts: [ProjectAct, boolean][] = [
    ["report", report.length > 0],
    ["extend", extend.length > 0],
    ["terminate", terminate],
    ["takeBack", take_back.length > 0],
  ];
  return acts.filter(([, may]) => may).map(([act]) => act);
}

interface ChoiceProps {
  acts: ProjectActs;
  project: Project;
  onAccepted: (done: Done) => Promise<void>;
  onStale: () => void;
}

function Choice({ acts, project, onAccepted, onStale }: ChoiceProps) {
  const { t } = useTranslation();
  const choices = open(acts);
  const [chosen, setChosen] = useState<ProjectAct | null>(null);
  const act = chosen ?? choices[0];
  return (
    <>
      {choices.length > 1 && act && (
        <Segmented
          className={styles.choice ?? ""}
          aria-label={t("enter.title")}
          value={act}
          onChange={setChosen}
          options={choices.map((value) => ({ value, label: t(`enter.${value}.name`) }))}
        />
      )}
      {act && (
        <EntryForm
          key={act}
          act={act}
          acts={acts}
          project={project}
          onAccepted={onAccepted}
          onStale={onStale}
        />
      )}
    </>
  );
}
