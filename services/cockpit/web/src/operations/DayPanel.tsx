import { CheckCircleFilled, SyncOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Panel } from "../panel/Panel";
import styles from "./DayPanel.module.css";
import { NextDay } from "./NextDay";
import { isClosing, type Today, useDay } from "./queries";

/** What day it is for the county, and which is closed; who may can let the next one begin. */
export function DayPanel({ mayAdvance }: { mayAdvance: boolean }) {
  const { t } = useTranslation();
  const query = useDay();
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
