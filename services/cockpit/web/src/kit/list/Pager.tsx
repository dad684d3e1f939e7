import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatCount } from "../format/decimal";
import { Select } from "../select/Select";
import styles from "./Pager.module.css";
import { LIMITS } from "./place";

interface Props {
  page: {
    first: number;
    total: number;
    items: readonly unknown[];
    next: string | null;
    previous: string | null;
  };
  limit: number;
  busy: boolean;
  onChange: (change: { limit: number } | { cursor: string | null }) => void;
}

/** Which rows these are, of how many, and the way to the others. */
export function Pager({ page, limit, busy, onChange }: Props) {
  const { t } = useTranslation();
  const last = page.first + page.items.length - 1;
  const range = page.items.length
    ? t("list.range", {
        first: formatCount(page.first),
        last: formatCount(last),
        total: formatCount(page.total),
      })
    : t("list.rangeNone");
  return (
    <nav className={styles.pager} aria-label={range}>
      <span role="status" className={styles.range}>
        {range}
      </span>
      <Select
        label={t("list.perPage", { count: limit })}
        value={limit}
        onChange={(value) => onChange({ limit: value })}
        options={LIMITS.map((value) => ({ value, label: t("list.perPage", { count: value }) }))}
      />
      <Button
        icon={<LeftOutlined />}
        aria-label={t("list.previous")}
        disabled={busy || page.first <= 1}
        onClick={() => onChange({ cursor: page.previous })}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t("list.next")}
        disabled={busy || !page.next}
        onClick={() => onChange({ cursor: page.next })}
      />
    </nav>
  );
}
