/** The page's own colours and font for a canvas, which cannot read CSS variables by itself. */
export interface Look {
  bar: string;
  faint: string;
  text: string;
  strong: string;
  line: string;
  ground: string;
  red: string;
  yellow: string;
  green: string;
  unknown: string;
  font: string;
}

/** What `element` looks like now. */
export function lookOf(element: HTMLElement): Look {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    bar: colour("--zq-bar"),
    faint: colour("--zq-bar-faint"),
    text: colour("--ant-color-text-secondary"),
    strong: colour("--ant-color-text"),
    line: colour("--ant-color-border-secondary"),
    ground: colour("--ant-color-bg-container"),
    red: colour("--zq-red-fill"),
    yellow: colour("--zq-yellow-fill"),
    green: colour("--zq-green-fill"),
    unknown: colour("--zq-unknown-fill"),
    font: style.fontFamily,
  };
}

/** What all charts share: no animation, the page's font, a description for who cannot see, a tooltip on the canvas. */
export function frameOf({ font, text }: Look, description: string) {
  return {
    animation: false,
    textStyle: { fontFamily: font, color: text },
    aria: { enabled: true, label: { description } },
    // Drawn on the canvas: an HTML tooltip writes style attributes, which the content policy forbids.
    tooltip: { trigger: "item" as const, renderMode: "richText" as const, confine: true },
  };
}
