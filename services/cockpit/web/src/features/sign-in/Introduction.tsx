import { useTranslation } from "react-i18next";
import { Mark } from "../../kit/page/Mark";
import styles from "./Introduction.module.css";

/** What Zhouqi is, in a few words. */
export function Introduction() {
  const { t } = useTranslation();
  return (
    <section className={styles.introduction}>
      <div className={styles.brand}>
        <Mark size={44} />
        <div>
          <div className={styles.name}>{t("app.name")}</div>
          <div className={styles.tagline}>{t("app.tagline")}</div>
        </div>
      </div>
      <div className={styles.words}>
        <p className={styles.headline}>{t("signIn.headline")}</p>
        <p className={styles.goals}>{t("signIn.goals")}</p>
        <ul className={styles.points}>
          {(["sources", "trail", "live"] as const).map((point) => (
            <li key={point}>{t(`signIn.points.${point}`)}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}
