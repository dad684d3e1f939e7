import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDecimal } from "../../kit/format/decimal";
import { NONE } from "../../kit/format/none";
import { formatTime } from "../../kit/format/time";
import { useWord } from "../../kit/i18n/useWord";
import { listLink } from "../../kit/list/codec";
import { Fact, Facts } from "../../kit/panel/Facts";
import { Panel } from "../../kit/panel/Panel";
import type { ProjectReading } from "../../kit/project/queries";

/** What is known of a project, as its sources recorded it, and who leads it. */
export function FactsPanel({ reading }: { reading: ProjectReading }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <Panel
      title={t("project.facts")}
      query={reading}
      skeleton={<Skeleton active title={false} paragraph={{ rows: 8 }} />}
    >
      {(project) => (
        <Facts>
          <Fact label={t("project.fields.code")}>{project.code}</Fact>
          <Fact label={t("project.fields.enterprise")}>
            <Link to={listLink("projects", { q: project.enterprise_code })}>
              {project.enterprise ?? project.enterprise_code}
            </Link>
          </Fact>
          <Fact label={t("project.fields.enterprise_code")}>{project.enterprise_code}</Fact>
          <Fact label={t("project.fields.township")}>
            <Link to={listLink("projects", { township: [project.township] })}>{project.township_name}</Link>
          </Fact>
          <Fact label={t("project.fields.department")}>
            {project.department_name ?? project.department ?? t("project.unassigned")}
          </Fact>
          <Fact label={t("project.fields.agent")}>
            {project.agent_name ?? project.agent ?? t("project.unassigned")}
          </Fact>
          <Fact label={t("project.fields.industry")}>
            {[project.industry_name, project.industry].filter(Boolean).join(" ") || NONE}
          </Fact>
          <Fact label={t("project.fields.nature")}>
            {project.nature ? word("natures", project.nature) : NONE}
          </Fact>
          <Fact label={t("project.fields.investment")}>
            {project.investment === null
              ? NONE
              : t("project.wan", { value: formatDecimal(project.investment) })}
          </Fact>
          <Fact label={t("project.fields.land_area")}>
            {project.land_area === null ? NONE : t("project.mu", { value: formatDecimal(project.land_area) })}
          </Fact>
          <Fact label={t("project.fields.traits")}>
            {project.traits
              ? Object.entries(project.traits)
                  .filter(([, has]) => has)
                  .map(([trait]) => word("data", trait))
                  .join(t("list.comma")) || t("trail.none")
              : t("project.traitsUnknown")}
          </Fact>
          {project.terminated_on && (
            <Fact label={t("project.fields.terminated_on")}>{project.terminated_on}</Fact>
          )}
          <Fact label={t("project.fields.filed_start")}>{project.filed_start ?? NONE}</Fact>
          <Fact label={t("project.fields.filed_completion")}>{project.filed_completion ?? NONE}</Fact>
          <Fact label={t("project.fields.registered_on")}>{project.registered_on ?? NONE}</Fact>
          <Fact label={t("project.fields.updated_at")}>
            <time dateTime={project.updated_at}>{formatTime(project.updated_at)}</time>
          </Fact>
        </Facts>
      )}
    </Panel>
  );
}
