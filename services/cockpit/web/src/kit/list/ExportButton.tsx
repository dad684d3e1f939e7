import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import styles from "./ExportButton.module.css";

const SAID_MS = 6_000;

/** All rows that the filters select as an Excel file, not only those of this page. Says how many, or why not. */
export function ExportButton({ onExport }: { onExport: () => Promise<number> }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null);

  useEffect(() => {
    if (said) {
      const timer = setTimeout(() => setSaid(null), SAID_MS);
      return () => clearTimeout(timer);
    }
  }, [said]);

  const run = async () => {
    setBusy(true);
    setSaid(null);
    try {
      const count = await onExport();
      setSaid({ text: t("list.exported", { count }), failed: false });
    } catch (error) {
      const trace =
        error instanceof Problem && error.trace ? ` · ${t("panel.trace", { trace: error.trace })}` : "";
      setSaid({ text: t("list.exportFailed") + trace, failed: true });
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <span role="status" className={styles.said} data-failed={said?.failed ?? false}>
        {said?.text}
      </span>
      <Button icon={<DownloadOutlined />} loading={busy} onClick={() => void run()}>
        {t(busy ? "list.exporting" : "list.export")}
      </Button>
    </>
  );
}
