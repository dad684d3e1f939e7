import { useTranslation } from "react-i18next";
import { useWord } from "../i18n/useWord";
import styles from "./FieldTable.module.css";
import type { Field } from "./revision";
import { useShown } from "./useShown";

interface Props {
  fields: Field[];
  compared: boolean;
}

/** An event's fields by name; where the event before said something else, that too. */
export function FieldTable({ fields, compared }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const shown = useShown();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("trail.field")}</th>
          <th scope="col">{t("trail.value")}</th>
          {compared && <th scope="col">{t("trail.before")}</th>}
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <tr key={field.name} data-revised={"before" in field}>
            <th scope="row">{word("data", field.name)}</th>
            <td>{shown(field.name, field.value)}</td>
            {compared && <td>{"before" in field ? shown(field.name, field.before) : ""}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
