/** `0.554` → `"55.4%"`. Null, for an empty denominator, is a dash: neither 0 % nor 100 %. */
export function formatRate(rate: number | null): string {
  return rate === null ? "—" : `${(Math.round(rate * 1000) / 10).toFixed(1)}%`;
}
