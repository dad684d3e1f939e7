import type { ReactNode } from "react";
import { AskButton } from "./AskButton";
import { Form } from "./Form";
import { FormProblem } from "./FormProblem";
import type { CommandForm as State } from "./useCommandForm";

interface Props<D extends object> {
  form: State<D>;
  label: string;
  /** What its button is called, asks before it sends, and says will happen; absent while nobody may send it. */
  act?: { label: string; ask: string; says: ReactNode; danger?: boolean };
  /** What stands beside the button. */
  beside?: ReactNode;
  children: ReactNode;
}

/** A command as a form: why it was refused, its fields, and the button that sends it. */
export function CommandForm<D extends object>({ form, label, act, beside, children }: Props<D>) {
  const button = act && <AskButton {...act} busy={form.busy} ready={form.ready} onConfirm={form.confirm} />;
  return (
    <Form
      label={label}
      foot={
        <>
          {button}
          {beside}
        </>
      }
    >
      <FormProblem problem={form.problem} />
      {children}
    </Form>
  );
}
