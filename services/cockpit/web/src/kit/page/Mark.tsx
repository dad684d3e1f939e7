/** The mark of Zhouqi: a cycle of five arcs, the five stretches of a project's life. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none" }}
    >
      <g fill="none" strokeWidth="3.2" strokeLinecap="round">
        {ARCS.map(([path, colour]) => (
          <path key={path} d={path} stroke={colour} />
        ))}
      </g>
      <circle cx="16" cy="16" r="3.1" fill="#e0584a" />
    </svg>
  );
}

const ARCS = [
  ["M18.70 4.31A12 12 0 0 1 26.29 9.82", "#f4f7fc"],
  ["M27.95 14.95A12 12 0 0 1 25.06 23.87", "#c9d9f0"],
  ["M20.69 27.05A12 12 0 0 1 11.31 27.05", "#9dbbe4"],
  ["M6.94 23.87A12 12 0 0 1 4.05 14.95", "#749dd6"],
  ["M5.71 9.82A12 12 0 0 1 13.30 4.31", "#4f81c7"],
] as const;
