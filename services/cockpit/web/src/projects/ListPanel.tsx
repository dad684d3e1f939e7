import { Button, Skeleton } from "antd";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Read } from "../api/client";
import { Problem } from "../api/problem";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import { useNarrow } from "../shell/useNarrow";
import { DensitySwitch } from "./DensitySwitch";
import { ExportButton } from "./ExportButton";
import { FilterBar } from "./FilterBar";
import { DEFAULTS, type Filters, narrows } from "./filters";
import { Pager } from "./Pager";
import { ProjectCards } from "./ProjectCards";
import { ProjectTable } from "./ProjectTable";
import { type ProjectPage, useProjects } from "./queries";
import { useDensity } from "./useDensity";
import { useFilters } from "./useFilters";

/** Problems of an address, not of the list. */
const MISPLACED = new Set(["cursor-invalid", "after-invalid"]);

/** The list: filters, rows (cards on a phone), pages. */
export function ListPanel() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [filters, change] = useFilters();
  const [density, setDensity] = useDensity();
  const query = useProjects(filters);
  const misplaced = query.error instanceof Problem && MISPLACED.has(query.error.code);

  // An address may carry a place of a list that has changed since: its first page is the answer, not an error.
  useEffect(() => {
    if (misplaced) {
      change({ cursor: null, after: null }, true);
    }
  }, [misplaced, change]);

  return (
    <Panel
      title={t("projects.caption")}
      query={query}
      flush
      skeleton={<Skeleton active title={false} paragraph={{ rows: 10 }} style={{ padding: 16 }} />}
      extra={
        <>
          {!narrow && <DensitySwitch value={density} onChange={setDensity} />}
          <ExportButton filters={filters} />
        </>
      }
      above={<FilterBar filters={filters} onChange={change} />}
    >
      {(page) => (
        <Rows page={page} filters={filters} onChange={change} busy={query.isPlaceholderData}>
          {narrow ? (
            <ProjectCards rows={page.items} />
          ) : (
            <ProjectTable
              rows={page.items}
              filters={filters}
              density={density}
              onChange={change}
              busy={query.isPlaceholderData}
            />
          )}
        </Rows>
      )}
    </Panel>
  );
}

interface RowsProps {
  page: Read<ProjectPage>;
  filters: Filters;
  busy: boolean;
  onChange: (change: Partial<Filters>) => void;
  children: ReactNode;
}

function Rows({ page, filters, busy, onChange, children }: RowsProps) {
  const { t } = useTranslation();
  if (page.total === 0 && narrows(filters)) {
    const { q, townships, status } = DEFAULTS;
    return (
      <Nothing title={t("panel.noMatch")}>
        <Button onClick={() => onChange({ q, townships, status })}>{t("panel.clear")}</Button>
      </Nothing>
    );
  }
  if (page.total === 0) {
    return <Nothing title={t("projects.empty")} body={t("projects.emptyBody")} />;
  }
  return (
    <>
      {children}
      <Pager page={page} limit={filters.limit} busy={busy} onChange={onChange} />
    </>
  );
}
