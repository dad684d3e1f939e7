import { CheckCircleFilled, SyncOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { LateKinds } from "../../kit/day/LateKinds";
import { isClosing, type Today, useDay } from "../../kit/day/queries";
import { useWord } from "../../kit/i18n/useWord";
import { Panel } from "../../kit/panel/Panel";
import styles from "./DayPanel.module.css";
import { NextDay } from "./NextDay";
import { pace } from "./queries";

/** What day it is for the county, and which is closed; who may can let the next one begin. */
export function DayPanel({ mayAdvance }: { mayAdvance: boolean }) {
  const { t } = useTranslation();
  const query = useDay(pace);
  return (
    <Panel
      title={t("operations.day")}
      query={query}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 2 }} />}
      extra={mayAdvance && query.data?.simulated && <NextDay day={query.data} />}
    >
      {(day) => (
        <>
          <dl className={styles.day}>
            <div>
              <dt>{t("operations.today")}</dt>
              <dd>{day.today}</dd>
            </div>
            <div>
              <dt>{t("operations.closed")}</dt>
              <dd>
                <Closed day={day} />
              </dd>
            </div>
          </dl>
          <Waits day={day} />
          <LateKinds late={day.late} />
          <p className={styles.note}>{t(day.simulated ? "operations.simulated" : "operations.system")}</p>
        </>
      )}
    </Panel>
  );
}

function Closed({ day }: { day: Today }) {
  const { t } = useTranslation();
  return (
    <span role="status" className={styles.closed}>
      {day.closed ?? t("operations.notClosed")}
      {isClosing(day) ? (
        <span className={styles.closing}>
          <SyncOutlined spin aria-hidden /> {t("operations.closing")}
        </span>
      ) : (
        <CheckCircleFilled className={styles.done ?? ""} aria-hidden />
      )}
    </span>
  );
}

/** What the day that is being closed still lacks, and that it should be closed by now. */
function Waits({ day }: { day: Today }) {
  const { t } = useTranslation();
  const word = useWord();
  const kinds = day.waits_for.map((kind) => word("kinds", kind)).join(t("list.comma"));
  return (
    <>
      {day.overdue && (
        <p className={styles.note} role="alert">
          {t(kinds ? "day.overdueFor" : "day.overdue", { date: day.overdue, kinds })}
        </p>
      )}
      {!day.overdue && kinds && <p className={styles.note}>{t("day.waits", { kinds })}</p>}
    </>
  );
}
