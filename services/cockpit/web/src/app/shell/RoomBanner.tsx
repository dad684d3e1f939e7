import { useTranslation } from "react-i18next";
import { formatCount } from "../../kit/format/decimal";
import styles from "../../kit/page/Banner.module.css";
import type { Session } from "../../kit/session/session";

/** Says that this deployment is nearly full, while there is still time to move. */
export function RoomBanner({ room }: { room: NonNullable<Session["room"]> }) {
  const { t } = useTranslation();
  return (
    <div className={styles.banner} role="note">
      {t("room.banner", { events: formatCount(room.events), meantFor: formatCount(room.meant_for) })}
    </div>
  );
}
