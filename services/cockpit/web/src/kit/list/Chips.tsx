import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./Chips.module.css";

/** One filter that is set, in words, and the way to drop it. */
export interface Chip {
  key: string;
  label: string;
  onDrop: () => void;
}

interface Props {
  chips: readonly Chip[];
  onClear: () => void;
}

/** What narrows the list, said in words: each can be dropped, and all together. Nothing when nothing does. */
export function Chips({ chips, onClear }: Props) {
  const { t } = useTranslation();
  if (chips.length === 0) {
    return null;
  }
  return (
    <div className={styles.bar}>
      <ul className={styles.chips} aria-label={t("list.filtered")}>
        {chips.map(({ key, label, onDrop }) => (
          <li key={key} className={styles.chip}>
            <span>{label}</span>
            <button type="button" aria-label={t("list.drop", { filter: label })} onClick={onDrop}>
              <CloseOutlined aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <Button type="link" size="small" onClick={onClear}>
        {t("panel.clear")}
      </Button>
    </div>
  );
}
