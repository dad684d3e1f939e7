import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { formatCount } from "../format/decimal";
import { type Filters, LIMITS } from "./filters";
import styles from "./Pager.module.css";
import type { ProjectPage } from "./queries";

interface Props {
  page: ProjectPage;
  limit: number;
  busy: boolean;
  onChange: (change: Partial<Filters>) => void;
}

/** Which rows these are, of how many, and the way to the others. */
export function Pager({ page, limit, busy, onChange }: Props) {
  const { t } = useTranslation();
  const last = page.first + page.items.length - 1;
  const range = page.items.length
    ? t("projects.range", {
        first: formatCount(page.first),
        last: formatCount(last),
        total: formatCount(page.total),
      })
    : t("projects.rangeNone");
  return (
    <nav className={styles.pager} aria-label={range}>
      <span role="status" className={styles.range}>
        {range}
      </span>
      <Select
        aria-label={t("projects.perPage", { count: limit })}
        value={limit}
        onChange={(value) => onChange({ limit: value })}
        options={LIMITS.map((value) => ({ value, label: t("projects.perPage", { count: value }) }))}
      />
      <Button
        icon={<LeftOutlined />}
        aria-label={t("projects.previous")}
        disabled={busy || page.first <= 1}
        onClick={() => onChange({ cursor: page.previous })}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t("projects.next")}
        disabled={busy || !page.next}
        onClick={() => onChange({ cursor: page.next })}
      />
    </nav>
  );
}
