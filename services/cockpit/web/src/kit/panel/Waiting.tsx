import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";

/** While a page's own code is fetched. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("app.loading")}>
      <Skeleton active title={{ width: 160 }} paragraph={{ rows: 6 }} />
    </div>
  );
}
