import { useTranslation } from "react-i18next";
import styles from "./DemoBanner.module.css";

/** Says on every page that nothing here is real. */
export function DemoBanner() {
  const { t } = useTranslation();
  return (
    <div className={styles.banner} role="note">
      {t("demo.banner")}
    </div>
  );
}
