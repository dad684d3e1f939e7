import { Button, Skeleton } from "antd";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Read } from "../api/client";
import { Problem } from "../api/problem";
import { Chips } from "../list/Chips";
import { DensitySwitch } from "../list/DensitySwitch";
import { ExportButton } from "../list/ExportButton";
import { Pager } from "../list/Pager";
import { useDensity } from "../list/useDensity";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import { useNarrow } from "../shell/useNarrow";
import { exportProjects } from "./exportProjects";
import { FilterBar } from "./FilterBar";
import { type Filters, NO_FILTER, narrows } from "./filters";
import { ProjectCards } from "./ProjectCards";
import { ProjectTable } from "./ProjectTable";
import { type ProjectPage, useProjects } from "./queries";
import { useChips } from "./useChips";
import { useFilters } from "./useFilters";

/** Problems of an address, not of the list. */
const MISPLACED = new Set(["cursor-invalid", "after-invalid"]);

/** The list: filters, rows (cards on a phone), pages. */
export function ListPanel() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [filters, change] = useFilters();
  const [density, setDensity] = useDensity();
  const chips = useChips(filters, change);
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
          <ExportButton onExport={() => exportProjects(filters)} />
        </>
      }
      above={
        <>
          <FilterBar filters={filters} onChange={change} />
          <Chips chips={chips} onClear={() => change(NO_FILTER)} />
        </>
      }
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
    return (
      <Nothing title={t("projects.noMatch")}>
        <Button onClick={() => onChange(NO_FILTER)}>{t("panel.clear")}</Button>
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
