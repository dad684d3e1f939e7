import { StarFilled, StarOutlined } from "@ant-design/icons";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Stars.module.css";

const LEVELS = [1, 2, 3, 4, 5] as const;

interface Props {
  value: number;
  error: string | undefined;
  onChange: (stars: number) => void;
}

/** Five levels of GB/T 39735-2020 as radio buttons: the arrow keys move between them, and each says what it means. */
export function Stars({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className={styles.stars} aria-invalid={!!error} aria-describedby={`${name}-below`}>
      <legend>{t("acts.rate.stars")}</legend>
      <div className={styles.row}>
        {LEVELS.map((level) => (
          <label
            key={level}
            className={styles.star}
            data-on={level <= value}
            title={t(`acts.levels.${level}`)}
          >
            <input
              type="radio"
              name={name}
              value={level}
              checked={value === level}
              onChange={() => onChange(level)}
              aria-label={`${t("issues.stars", { count: level })} ${t(`acts.levels.${level}`)}`}
            />
            {level <= value ? <StarFilled aria-hidden /> : <StarOutlined aria-hidden />}
          </label>
        ))}
        <span className={styles.level}>
          {LEVELS.filter((level) => level === value).map((level) => t(`acts.levels.${level}`))}
        </span>
      </div>
      <div id={`${name}-below`} className={styles.error}>
        {error && <span role="alert">{error}</span>}
      </div>
    </fieldset>
  );
}
