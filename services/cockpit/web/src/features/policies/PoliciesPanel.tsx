import { CheckOutlined, CloseOutlined, QuestionOutlined } from "@ant-design/icons";
import { Skeleton, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { formatDecimal } from "../../kit/format/decimal";
import { useWord } from "../../kit/i18n/useWord";
import { Nothing } from "../../kit/panel/Nothing";
import { Panel } from "../../kit/panel/Panel";
import type { ProjectReading } from "../../kit/project/queries";
import styles from "./PoliciesPanel.module.css";
import { inOrder, type Policy, type Verdict } from "./policies";

const ICONS = { met: CheckOutlined, unmet: CloseOutlined, unknown: QuestionOutlined } as const;

/** The policies that the project's enterprise may have: the amount, what is unmet, or what nobody has told yet. */
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
            {inOrder(policies).map((policy) => (
              <Item key={policy.policy} policy={policy} />
            ))}
          </ul>
        )
      }
    </Panel>
  );
}

function Item({ policy }: { policy: Policy }) {
  const { i18n } = useTranslation();
  const said = i18n.language === "en" ? "en" : "zh";
  return (
    <li className={styles.policy}>
      <div className={styles.head}>
        <strong>{policy[said]}</strong>
        <Outcome policy={policy} />
      </div>
      <ul className={styles.conditions}>
        {policy.conditions.map((one) => (
          <li key={one.code} data-verdict={one.verdict}>
            <Mark verdict={one.verdict} /> {one[said]}
          </li>
        ))}
      </ul>
      {policy.missing.length > 0 && <Missing policy={policy} />}
    </li>
  );
}

function Outcome({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  switch (policy.verdict) {
    case "met":
      return (
        <Tag color="success" icon={<CheckOutlined />}>
          {policy.amount === null
            ? t("policies.met")
            : t("policies.amount", { value: formatDecimal(policy.amount) })}
        </Tag>
      );
    case "unknown":
      return (
        <Tag color="warning" icon={<QuestionOutlined />}>
          {t("policies.unknown")}
        </Tag>
      );
    case "unmet": {
      const count = policy.conditions.filter(({ verdict }) => verdict === "unmet").length;
      return <Tag>{t("policies.unmet", { count })}</Tag>;
    }
  }
}

function Mark({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation();
  const Icon = ICONS[verdict];
  return <Icon role="img" aria-label={t(`policies.verdicts.${verdict}`)} />;
}

/** What nobody has told yet, each with the department that could. */
function Missing({ policy }: { policy: Policy }) {
  const { t } = useTranslation();
  const word = useWord();
  const said = policy.missing.map(({ field, department_name }) =>
    t("policies.suppliedBy", { field: word("profile", field), department: department_name }),
  );
  return (
    <p className={styles.missing}>{t("policies.missing", { fields: said.join(t("policies.separator")) })}</p>
  );
}
