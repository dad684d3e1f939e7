import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { useWord } from "../../kit/i18n/useWord";
import { Nothing } from "../../kit/panel/Nothing";
import { Panel } from "../../kit/panel/Panel";
import type { Project, ProjectReading } from "../../kit/project/queries";
import styles from "./ForecastsPanel.module.css";

type Forecast = Project["forecasts"][number];

/** When the project's open milestones are expected 预测: how likely late, by when, and why. */
export function ForecastsPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  return (
    <Panel
      title={t("forecasts.title")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 2 }} />}
    >
      {({ forecasts }) =>
        forecasts.length === 0 ? (
          <Nothing title={t("forecasts.none")} body={t("forecasts.noneBody")} />
        ) : (
          <ul className={styles.list}>
            {forecasts.map((one) => (
              <Item key={one.milestone} forecast={one} />
            ))}
          </ul>
        )
      }
    </Panel>
  );
}

function Item({ forecast }: { forecast: Forecast }) {
  const { t } = useTranslation();
  const word = useWord();
  const { milestone, day, due, late, expected, earliest, latest, reasons, learned_from, model } = forecast;
  return (
    <li className={styles.forecast}>
      <strong>{word("milestones", milestone)}</strong>
      {late === null && expected === null ? (
        <span>{t("forecasts.little", { count: learned_from })}</span>
      ) : (
        <span>
          {late !== null && t("forecasts.late", { percent: Math.round(Number(late) * 100) })}
          {expected !== null && ` · ${t("forecasts.expected", { day: expected })}`}
          {earliest !== null && latest !== null && ` ${t("forecasts.between", { earliest, latest })}`}
        </span>
      )}
      {reasons.length > 0 && (
        <span className={styles.why}>
          {reasons.map(({ ground, sooner }) => (
            <span key={ground}>
              {t(`forecasts.grounds.${ground}`)} {t(sooner ? "forecasts.sooner" : "forecasts.later")}
            </span>
          ))}
        </span>
      )}
      <span className={styles.note}>
        {t("forecasts.basis", { day, model })}
        {due && ` · ${t("project.due", { date: due })}`}
      </span>
    </li>
  );
}
