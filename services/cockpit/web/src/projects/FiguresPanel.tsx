import { WarningFilled } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Figure } from "../figure/Figure";
import { formatCount, formatYi } from "../format/decimal";
import { Panel } from "../panel/Panel";
import styles from "./FiguresPanel.module.css";
import { listLink } from "./filters";
import { useFigures } from "./queries";
import { Townships } from "./Townships";

/** The stock at a glance. Every number is a link to the rows that it counts. */
export function FiguresPanel() {
  const { t } = useTranslation();
  const query = useFigures();
  return (
    <Panel
      title={t("figures.title")}
      query={query}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 3 }} />}
    >
      {(figures) => (
        <div className={styles.layout}>
          <div className={styles.figures}>
            <Figure
              label={t("figures.registered")}
              value={formatCount(figures.registered)}
              unit={t("figures.unitProjects")}
              to={listLink({})}
              strong
            />
            <Figure
              label={t("figures.investment")}
              value={formatYi(figures.investment)}
              unit={t("figures.unitYi")}
              to={listLink({ sort: "investment", order: "desc" })}
              strong
            />
            <Figure
              label={t("figures.unplanned")}
              value={formatCount(figures.unplanned)}
              to={listLink({ status: "unplanned" })}
            />
            <Figure
              label={t("figures.stuck")}
              value={formatCount(figures.stuck)}
              to={listLink({ status: "stuck" })}
              alert={figures.stuck > 0 && <WarningFilled aria-hidden />}
            />
            <Figure
              label={t("figures.withdrawn")}
              value={formatCount(figures.withdrawn)}
              to={listLink({ status: "withdrawn" })}
            />
          </div>
          {figures.townships.length > 1 && <Townships townships={figures.townships} />}
        </div>
      )}
    </Panel>
  );
}
