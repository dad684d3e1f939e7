import { Button, type ButtonProps, Popconfirm } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./AskButton.module.css";

interface Props {
  label: string;
  /** The question, and what will happen. */
  ask: string;
  says: ReactNode;
  busy: boolean;
  onConfirm: () => void;
  /** Looked at before asking: false leaves the question unasked, because the form is not ready. */
  ready?: () => boolean;
  icon?: ReactNode;
  type?: ButtonProps["type"];
  danger?: boolean;
}

/** An act that asks once and says what will happen. */
export function AskButton(props: Props) {
  const {
    label,
    ask,
    says,
    busy,
    onConfirm,
    ready = () => true,
    icon,
    type = "primary",
    danger = false,
  } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Popconfirm
      title={ask}
      description={<div className={styles.says}>{says}</div>}
      okText={label}
      cancelText={t("form.cancel")}
      okButtonProps={{ danger }}
      open={open}
      onOpenChange={(next) => setOpen(next && ready())}
      onConfirm={onConfirm}
    >
      <Button type={type} danger={danger} icon={icon} loading={busy}>
        {label}
      </Button>
    </Popconfirm>
  );
}
