import { Alert } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import acts from "../../kit/form/ActsPanel.module.css";
import { afterOf, type StreamPlace } from "../../kit/form/useSending";
import { Panel } from "../../kit/panel/Panel";
import type { Project, ProjectReading } from "../../kit/project/queries";
import { may, useSession } from "../../kit/session/session";
import { AssignmentForm } from "./AssignmentForm";

interface Props {
  project: Project;
  reading: ProjectReading;
  /** Called with the place up to which the page has to be read to show what was done. */
  onActed: (place: string) => void;
}

/** Who is in charge of the project, and the form that changes it; nothing for whoever may not assign. */
export function AssignmentPanel({ project, reading, onActed }: Props) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const [done, setDone] = useState(false);

  if (!session || !may(session, "project.assign") || project.withdrawn) {
    return null;
  }
  const onAccepted = (place: StreamPlace) => {
    setDone(true);
    onActed(afterOf(place));
  };
  return (
    <Panel title={t("assign.title")} query={reading} skeleton={null}>
      {() => (
        <>
          {done && (
            <Alert
              type="success"
              showIcon
              closable
              className={acts.done ?? ""}
              title={t("enter.done")}
              onClose={() => setDone(false)}
            />
          )}
          <AssignmentForm key={project.id} project={project} onAccepted={onAccepted} />
        </>
      )}
    </Panel>
  );
}
