import { CheckOutlined, CopyOutlined } from "@ant-design/icons";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./EventData.module.css";
import { FieldTable } from "./FieldTable";
import type { TrailEvent } from "./queries";
import type { Field } from "./revision";

interface Props {
  event: TrailEvent;
  fields: Field[];
  /** Whether there is an event before to compare with. */
  compared: boolean;
}

/** What an event says: field by field with what it said before, or as it was published. */
export function EventData({ event, fields, compared }: Props) {
  const { t } = useTranslation();
  const [form, setForm] = useState<"fields" | "raw">("fields");
  const [copied, setCopied] = useState(false);
  const text = JSON.stringify(event.data, null, 2);

  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };

  return (
    <>
      <div className={styles.head}>
        <Segmented
          size="small"
          aria-label={t("trail.form")}
          value={form}
          onChange={setForm}
          options={[
            { value: "fields", label: t("trail.fields") },
            { value: "raw", label: t("trail.raw") },
          ]}
        />
        <Button
          size="small"
          type="text"
          icon={copied ? <CheckOutlined /> : <CopyOutlined />}
          onClick={() => void copy()}
        >
          <span role="status">{t(copied ? "trail.copied" : "trail.copy")}</span>
        </Button>
      </div>
      {form === "fields" ? (
        <FieldTable fields={fields} compared={compared} />
      ) : (
        <pre className={styles.raw}>{text}</pre>
      )}
    </>
  );
}
