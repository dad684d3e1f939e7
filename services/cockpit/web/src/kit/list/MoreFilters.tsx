import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  /** Whether one of the filters in here is set: then they are in sight from the beginning. */
  used: boolean;
  children: ReactNode;
}

/** Filters that are not always needed, behind a button. */
export function MoreFilters({ used, children }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(used);
  return (
    <>
      <Button
        type="text"
        icon={open ? <UpOutlined /> : <DownOutlined />}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("list.more")}
      </Button>
      {open && children}
    </>
  );
}
