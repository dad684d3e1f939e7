import { useTranslation } from "react-i18next";
import { useLive } from "../live/LiveProvider";
import { DataTable, type Density } from "../table/DataTable";
import { useColumns } from "./columns";
import type { Filters } from "./filters";
import type { ProjectRow } from "./queries";

interface Props {
  rows: ProjectRow[];
  filters: Filters;
  density: Density;
  busy: boolean;
  onChange: (change: Partial<Filters>) => void;
}

/** The list as a table. */
export function ProjectTable({ rows, filters, density, busy, onChange }: Props) {
  const { t } = useTranslation();
  const { changed } = useLive();
  return (
    <DataTable
      label={t("projects.caption")}
      columns={useColumns(density)}
      rows={rows}
      keyOf={(row) => row.id}
      changed={changed}
      density={density}
      busy={busy}
      minWidth={1118}
      sorting={{
        sort: filters.sort,
        order: filters.order,
        onSort: (sort, order) => onChange({ sort, order }),
      }}
    />
  );
}
