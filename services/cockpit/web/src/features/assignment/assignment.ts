import i18next from "i18next";
import { api, body, IDEMPOTENCY_KEY } from "../../api/client";
import { Problem } from "../../api/problem";
import type { StreamPlace } from "../../kit/form/useSending";

/** Who is in charge of a project: a department's code and an agent's account; no agent is null. */
export interface Charge {
  department: string;
  agent: string | null;
}

/** Puts `charge` in charge of a project. Throws Problem, also when the one project of the request was refused. */
export async function assign(id: string, { department, agent }: Charge, key: string): Promise<StreamPlace> {
  const answers = await body(
    api.POST("/api/lifecycle/assignments", {
      headers: { [IDEMPOTENCY_KEY]: key },
      body: { assignments: [{ project_id: id, department, agent }] },
    }),
  );
  const [answer] = answers;
  const refused = answer ? answer.refused : "unknown";
  if (!answer || refused) {
    const code = refused ?? "unknown";
    throw new Problem({ code, title: i18next.t("assign.refused", { code }), status: 409 });
  }
  return answer;
}
