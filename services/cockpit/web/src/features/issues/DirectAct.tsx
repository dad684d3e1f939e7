import { useTranslation } from "react-i18next";
import { AskButton } from "../../kit/form/AskButton";
import { FormProblem } from "../../kit/form/FormProblem";
import { type StreamPlace, useSending } from "../../kit/form/useSending";
import { act as send } from "./issueQueries";

interface Props {
  id: string;
  act: "accept" | "sign";
  sequence: number;
  onAccepted: (place: StreamPlace) => Promise<void>;
  onStale: () => void;
}

/** An act that needs no words: asked once, then done. */
export function DirectAct({ id, act, sequence, onAccepted, onStale }: Props) {
  const { t } = useTranslation();
  const { busy, problem, run } = useSending((key) => send(id, { act }, sequence, key), onAccepted);

  const confirm = async () => {
    if (!(await run())) {
      onStale();
    }
  };
  return (
    <>
      <AskButton
        label={t(`acts.${act}.do`)}
        ask={t(`acts.${act}.ask`)}
        says={t(`acts.${act}.says`)}
        busy={busy}
        onConfirm={() => void confirm()}
      />
      <FormProblem problem={problem} />
    </>
  );
}
