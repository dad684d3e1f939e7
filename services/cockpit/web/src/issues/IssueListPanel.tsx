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
import { useLive } from "../live/LiveProvider";
import { Nothing } from "../panel/Nothing";
import { Panel } from "../panel/Panel";
import { may, useSession } from "../session/session";
import { LinkButton } from "../shell/LinkButton";
import { useNarrow } from "../shell/useNarrow";
import { DataTable } from "../table/DataTable";
import { type Filters, NO_FILTER, narrows } from "./filters";
import { IssueCards } from "./IssueCards";
import { IssueFilterBar } from "./IssueFilterBar";
import { exportIssues, type IssuePage, useIssues } from "./queries";
import { useChips } from "./useChips";
import { useColumns } from "./useColumns";
import { useFilters } from "./useFilters";

/** Problems of an address, not of the list. */
const MISPLACED = new Set(["cursor-invalid", "after-invalid"]);

/** The list: filters, rows (cards on a phone), pages. */
export function IssueListPanel() {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [filters, change] = useFilters();
  const [density, setDensity] = useDensity();
  const chips = useChips(filters, change);
  const query = useIssues(filters);
  const { changed } = useLive();
  const busy = query.isPlaceholderData;
  const columns = useColumns(density, query.data?.as_of ?? null);
  const misplaced = query.error instanceof Problem && MISPLACED.has(query.error.code);

  // An address may carry a place of a list that has changed since: its first page is the answer, not an error.
  useEffect(() => {
    if (misplaced) {
      change({ cursor: null, after: null }, true);
    }
  }, [misplaced, change]);

  return (
    <Panel
      title={t("issues.caption")}
      query={query}
      flush
      skeleton={<Skeleton active title={false} paragraph={{ rows: 8 }} style={{ padding: 16 }} />}
      extra={
        <>
          {!narrow && <DensitySwitch value={density} onChange={setDensity} />}
          <ExportButton onExport={() => exportIssues(filters)} />
        </>
      }
      above={
        <>
          <IssueFilterBar filters={filters} onChange={change} />
          <Chips chips={chips} onClear={() => change(NO_FILTER)} />
        </>
      }
    >
      {(page) => (
        <Rows page={page} filters={filters} onChange={change} busy={busy}>
          {narrow ? (
            <IssueCards rows={page.items} asOf={page.as_of} />
          ) : (
            <DataTable
              label={t("issues.caption")}
              columns={columns}
              rows={page.items}
              keyOf={(row) => row.id}
              changed={changed}
              density={density}
              busy={busy}
              minWidth={1100}
              sorting={{
                sort: filters.sort,
                order: filters.order,
                onSort: (sort, order) => change({ sort, order }),
              }}
            />
          )}
        </Rows>
      )}
    </Panel>
  );
}

interface RowsProps {
  page: Read<IssuePage>;
  filters: Filters;
  busy: boolean;
  onChange: (change: Partial<Filters>) => void;
  children: ReactNode;
}

function Rows({ page, filters, busy, onChange, children }: RowsProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  if (page.total === 0 && filters.states.length === 0 && filters.progress === "in_progress") {
    return <Nothing title={t("issues.allDone")} body={t("issues.allDoneBody")} />;
  }
  if (page.total === 0 && narrows(filters)) {
    return (
      <Nothing title={t("issues.noMatch")}>
        <Button onClick={() => onChange(NO_FILTER)}>{t("panel.clear")}</Button>
      </Nothing>
    );
  }
  if (page.total === 0) {
    return (
      <Nothing title={t("issues.empty")} body={t("issues.emptyBody")}>
        {session && may(session, "issue.raise") && (
          <LinkButton type="primary" to="/issues/new">
            {t("issues.raise")}
          </LinkButton>
        )}
      </Nothing>
    );
  }
  return (
    <>
      {children}
      <Pager page={page} limit={filters.limit} busy={busy} onChange={onChange} />
    </>
  );
}
