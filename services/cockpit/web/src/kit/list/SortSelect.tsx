import { useTranslation } from "react-i18next";
import { Select } from "../select/Select";
import styles from "./SortSelect.module.css";

interface Props<Sort extends string> {
  sorts: readonly { value: Sort; label: string }[];
  sort: Sort;
  order: "asc" | "desc";
  onChange: (sort: Sort, order: "asc" | "desc") => void;
}

/** Order of the cards, which have no column heads to click on. */
export function SortSelect<Sort extends string>({ sorts, sort, order, onChange }: Props<Sort>) {
  const { t } = useTranslation();
  return (
    <Select
      className={styles.sort ?? ""}
      label={t("list.sort")}
      value={`${sort} ${order}`}
      onChange={(chosen) => {
        const found = sorts.find(({ value }) => chosen.startsWith(`${value} `));
        if (found) {
          onChange(found.value, chosen.endsWith("asc") ? "asc" : "desc");
        }
      }}
      options={sorts.flatMap(({ value, label }) =>
        (["asc", "desc"] as const).map((one) => ({
          value: `${value} ${one}`,
          label: `${label} · ${t(`list.order.${one}`)}`,
        })),
      )}
    />
  );
}
