import { useTranslation } from "react-i18next";
import { formatCount } from "../format/decimal";
import type { Session } from "../session/session";
import styles from "./RoomBanner.module.css";

/** Says that this deployment is nearly full, while there is still time to move. */
export function RoomBanner({ room }: { room: NonNullable<Session["room"]> }) {
  const { t } = useTranslation();
  return (
    <div className={styles.banner} role="note">
      {t("room.banner", { events: formatCount(room.events), meantFor: formatCount(room.meant_for) })}
    </div>
  );
}
