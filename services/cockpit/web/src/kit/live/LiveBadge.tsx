import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import styles from "./LiveBadge.module.css";
import { useLive } from "./LiveProvider";

/** Whether the page updates itself, in words and not by colour alone. */
export function LiveBadge() {
  const { t } = useTranslation();
  const { state } = useLive();
  return (
    <Tooltip title={t(`live.${state}Hint`)}>
      <output className={styles.badge} data-state={state} aria-live="polite">
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.word}>{t(`live.${state}`)}</span>
      </output>
    </Tooltip>
  );
}
