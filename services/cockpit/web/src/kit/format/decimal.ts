/** Decimal strings as the API sends them, written for people. No number type in between: nothing is rounded by accident. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `"12000.5000"` → `"12,000.5"`. What is not a decimal is given back unchanged. */
export function formatDecimal(value: string): string {
  const [, sign = "", whole, fraction = ""] = DECIMAL.exec(value) ?? [];
  if (whole === undefined) {
    return value;
  }
  const digits = fraction.replace(/0+$/, "");
  return `${sign}${grouped(whole)}${digits && `.${digits}`}`;
}

/** Sums in 万元 as 亿元 with two digits, rounded half up: `"1234567"` → `"123.46"`. */
export function formatYi(wan: string): string {
  const [, sign = "", whole = "0", fraction = ""] = DECIMAL.exec(wan) ?? [];
  const tenThousandths = BigInt(whole + fraction.padEnd(4, "0").slice(0, 4));
  const hundredths = (tenThousandths + 500_000n) / 1_000_000n;
  const text = hundredths.toString().padStart(3, "0");
  return `${sign}${grouped(text.slice(0, -2))}.${text.slice(-2)}`;
}

/** `12345` → `"12,345"`. */
export function formatCount(value: number): string {
  return grouped(String(value));
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}
