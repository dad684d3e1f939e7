import { Link } from "react-router";
import styles from "./NameCell.module.css";
import { ProjectMarks } from "./ProjectMarks";
import type { ProjectRow } from "./queries";

/** A project's name, its marks, and below them its code where there is room. */
export function NameCell({ row, roomy }: { row: ProjectRow; roomy: boolean }) {
  return (
    <>
      <span className={styles.line}>
        <Link to={`/projects/${row.id}`} title={row.name} className={styles.name ?? ""}>
          {row.name}
        </Link>
        <ProjectMarks row={row} />
      </span>
      {roomy && <span className={styles.code}>{row.code}</span>}
    </>
  );
}
