import { ClockCircleOutlined, WarningFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import styles from "./ClockMark.module.css";
import { nearness } from "./clocks";
import type { Clock } from "./queries";

interface Props {
  clock: Clock;
  /** The business day, YYYY-MM-DD. */
  today: string;
  /** The server says that the day has passed. */
  overdue: boolean;
}

/** What is due by when, and how near that is: icon and words, not colour alone. */
export function ClockMark({ clock: { act, by }, today, overdue }: Props) {
  const { t } = useTranslation();
  const near = nearness(by, today);
  const late = overdue || near.kind === "overdue";
  const soon = !late && (near.kind === "today" || near.days <= 1);
  const said =
    near.kind === "today"
      ? t("issues.clock.today")
      : near.kind === "left"
        ? t("issues.clock.left", { count: near.days })
        : t("issues.clock.overdue", { count: near.days });
  return (
    <span className={styles.clock} data-late={late} data-soon={soon}>
      {late ? <WarningFilled aria-hidden /> : <ClockCircleOutlined aria-hidden />}
      {t(`issues.clock.${act}`, { date: by.slice(5) })} {said}
    </span>
  );
}
