import { Skeleton } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { afterOf, type StreamPlace } from "../../kit/form/useSending";
import { Panel } from "../../kit/panel/Panel";
import { ActForm } from "./ActForm";
import styles from "./ActsPanel.module.css";
import { DirectAct } from "./DirectAct";
import { type Act, type Acts, useActs } from "./issueQueries";
import type { IssueState } from "./queries";

/** Acts that say nothing but themselves; all others open a form. */
const DIRECT: ReadonlySet<Act> = new Set<Act>(["accept", "sign"]);

interface Props {
  id: string;
  state: IssueState | undefined;
  /** Called with the place up to which the page has to be read to show what was done. */
  onActed: (place: string) => void;
}

/** Exactly what the reader may do with the issue now. Who may do nothing reads whose turn it is. */
export function ActsPanel({ id, state, onActed }: Props) {
  const { t } = useTranslation();
  const query = useActs(id);
  const { refetch } = query;
  // The service that decides may know the issue a moment before the pages do, and the other way round.
  const acts = query.data ?? undefined;

  const onAccepted = useCallback(
    async (place: StreamPlace) => {
      onActed(afterOf(place));
      await refetch();
    },
    [onActed, refetch],
  );

  if (query.data === null) {
    return null;
  }
  return (
    <Panel
      title={t("acts.title")}
      query={{ ...query, data: acts }}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 1 }} />}
    >
      {(open) => (
        <Choice
          id={id}
          acts={open}
          state={state ?? open.state}
          onAccepted={onAccepted}
          onStale={() => void refetch()}
        />
      )}
    </Panel>
  );
}

interface ChoiceProps {
  id: string;
  acts: Acts;
  state: IssueState;
  onAccepted: (place: StreamPlace) => Promise<void>;
  onStale: () => void;
}

function Choice({ id, acts: { acts, sequence }, state, onAccepted, onStale }: ChoiceProps) {
  const { t } = useTranslation();
  const forms = acts.filter((act) => !DIRECT.has(act));
  const [chosen, setChosen] = useState<Act | null>(null);
  // With one form alone there is nothing to choose. A form that someone has open stays, even when its act is gone.
  const only = acts.length === 1 ? (forms[0] ?? null) : null;
  const form = chosen ?? only;
  const shared = { id, sequence, onStale };

  const onDone = async (place: StreamPlace) => {
    await onAccepted(place);
    setChosen(null);
  };

  return (
    <>
      {acts.length === 0 && !form && <p className={styles.turn}>{t(`acts.turn.${state}`)}</p>}
      {acts.length > 0 && !only && (
        <div className={styles.choice}>
          {acts.map((act) =>
            DIRECT.has(act) ? (
              <DirectAct key={act} act={act === "sign" ? "sign" : "accept"} onAccepted={onDone} {...shared} />
            ) : (
              <button
                key={act}
                type="button"
                className={styles.tab}
                aria-expanded={form === act}
                onClick={() => setChosen(form === act ? null : act)}
              >
                {t(`acts.${act}.do`)}
              </button>
            ),
          )}
        </div>
      )}
      {form && form !== "accept" && form !== "sign" && (
        <ActForm key={form} act={form} allowed={acts.includes(form)} onAccepted={onDone} {...shared} />
      )}
    </>
  );
}
