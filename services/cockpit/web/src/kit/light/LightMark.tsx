import {
  CheckCircleFilled,
  ClockCircleFilled,
  ExclamationCircleFilled,
  QuestionCircleFilled,
} from "@ant-design/icons";
import { useWord } from "../i18n/useWord";
import styles from "./LightMark.module.css";
import type { Light } from "./lights";

const ICONS = {
  red: ExclamationCircleFilled,
  yellow: ClockCircleFilled,
  green: CheckCircleFilled,
  unknown: QuestionCircleFilled,
} as const;

/** A light as icon, word and colour: whoever sees no colours sees the same. */
export function LightMark({ light }: { light: Light }) {
  const word = useWord();
  const Icon = ICONS[light];
  return (
    <span className={styles.mark} data-light={light}>
      <Icon aria-hidden />
      {word("lights", light)}
    </span>
  );
}
