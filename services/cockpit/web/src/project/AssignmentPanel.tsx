import { Alert } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { afterOf, type StreamPlace } from "../form/useSending";
import { Panel } from "../panel/Panel";
import { may, useSession } from "../session/session";
import { AssignmentForm } from "./AssignmentForm";
import acts from "./ProjectActsPanel.module.css";
import type { Project } from "./queries";
import type { ProjectReading } from "./reading";

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
