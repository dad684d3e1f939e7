import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { Skeleton, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../format/decimal";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import styles from "./PoliciesPanel.module.css";
import type { Project } from "./queries";
import type { ProjectReading } from "./reading";

type Policy = Project["policies"][number];

/** The policies that the project's enterprise may have: the amount, or what is still missing for it. */
export function PoliciesPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  const day = reading.data?.policies_day;
  return (
    <Panel
      title={t("policies.title")}
      query={reading}
      extra={day && <span className={styles.note}>{t("policies.day", { date: day })}</span>}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 3 }} />}
    >
      {({ policies }) =>
        policies.length === 0 ? (
          <Nothing title={t("policies.none")} body={t("policies.noneBody")} />
        ) : (
          <ul className={styles.list}>
            {[...policies]
              .sort((a, b) => Number(b.met) - Number(a.met))
              .map((policy) => (
                <Item key={policy.policy} policy={policy} />
              ))}
          </ul>
        )
      }
    </Panel>
  );
}

function Item({ policy }: { policy: Policy }) {
  const { t, i18n } = useTranslation();
  const said = i18n.language === "en" ? "en" : "zh";
  const missing = policy.conditions.filter(({ met }) => !met).length;
  return (
    <li className={styles.policy}>
      <div className={styles.head}>
        <strong>{policy[said]}</strong>
        {policy.met ? (
          <Tag color="success" icon={<CheckOutlined />}>
            {policy.amount === null
              ? t("policies.met")
              : t("policies.amount", { value: formatDecimal(policy.amount) })}
          </Tag>
        ) : (
          <Tag>{t("policies.missing", { count: missing })}</Tag>
        )}
      </div>
      <ul className={styles.conditions}>
        {policy.conditions.map((one) => (
          <li key={one.code} data-met={one.met}>
            {one.met ? (
              <CheckOutlined role="img" aria-label={t("policies.conditionMet")} />
            ) : (
              <CloseOutlined role="img" aria-label={t("policies.conditionMissing")} />
            )}{" "}
            {one[said]}
          </li>
        ))}
      </ul>
    </li>
  );
}
