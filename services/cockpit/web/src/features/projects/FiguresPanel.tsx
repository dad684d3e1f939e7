import { WarningFilled } from "@ant-design/icons";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Figure } from "../../kit/figure/Figure";
import { formatCount, formatYi } from "../../kit/format/decimal";
import { NONE } from "../../kit/format/none";
import { listLink } from "../../kit/list/codec";
import { Panel } from "../../kit/panel/Panel";
import { useProjectFigures } from "../../kit/project/queries";
import styles from "./FiguresPanel.module.css";
import { Townships } from "./Townships";

/** The stock at a glance. Every number is a link to the rows that it counts. */
export function FiguresPanel() {
  const { t } = useTranslation();
  const query = useProjectFigures();
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
              to={listLink("projects")}
              strong
            />
            <Figure
              label={t("figures.investment")}
              value={figures.investment === null ? NONE : formatYi(figures.investment)}
              unit={t("figures.unitYi")}
              note={
                figures.investment_unknown > 0
                  ? t("figures.investmentUnknown", { count: figures.investment_unknown })
                  : undefined
              }
              to={listLink("projects", { sort: "investment", order: "desc" })}
              strong
            />
            <Figure
              label={t("figures.unplanned")}
              value={formatCount(figures.unplanned)}
              to={listLink("projects", { status: "unplanned" })}
            />
            <Figure
              label={t("figures.stuck")}
              value={formatCount(figures.stuck)}
              to={listLink("projects", { status: "stuck" })}
              alert={figures.stuck > 0 && <WarningFilled aria-hidden />}
            />
            <Figure
              label={t("figures.withdrawn")}
              value={formatCount(figures.withdrawn)}
              to={listLink("projects", { status: "withdrawn" })}
            />
          </div>
          {figures.townships.length > 1 && <Townships townships={figures.townships} />}
        </div>
      )}
    </Panel>
  );
}
