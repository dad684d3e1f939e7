import { ForwardOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { isClosing, type Today } from "../../kit/day/queries";
import styles from "./NextDay.module.css";
import { nextDay } from "./queries";

/** Lets the next simulated day begin, after asking once. Not while the present one is still being closed. */
export function NextDay({ day }: { day: Today }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const advance = async () => {
    setBusy(true);
    setFailure(null);
    try {
      queries.setQueryData(["day"], await nextDay(day.today));
      await queries.invalidateQueries({ queryKey: ["runs"] });
    } catch (problem) {
      setFailure(
        problem instanceof Problem && problem.message ? problem.message : t("operations.nextFailed"),
      );
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <span role="alert" className={styles.failure}>
        {failure}
      </span>
      <Popconfirm
        title={t("operations.nextAsk", { date: day.today })}
        description={<div className={styles.says}>{t("operations.nextSays")}</div>}
        okText={t("operations.nextOk")}
        cancelText={t("operations.nextCancel")}
        placement="bottomRight"
        onConfirm={() => void advance()}
      >
        <Button type="primary" icon={<ForwardOutlined />} loading={busy} disabled={isClosing(day)}>
          {t("operations.next")}
        </Button>
      </Popconfirm>
    </>
  );
}
