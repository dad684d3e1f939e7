import { theme as antd, type ThemeConfig } from "antd";

/** How the pages look. The same object is read by the running page and by the build, which writes it out as CSS. */
export type Mode = "light" | "dark";

/** System fonts only: an intranet reaches no font service, and every desktop has one of these. */
const FONTS = [
  '"PingFang SC"',
  '"Hiragino Sans GB"',
  '"Microsoft YaHei UI"',
  '"Microsoft YaHei"',
  '"Noto Sans CJK SC"',
  '"Source Han Sans SC"',
  "system-ui",
  "sans-serif",
].join(", ");

const MONO = 'ui-monospace, "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace';

const SHAPE = {
  fontFamily: FONTS,
  fontFamilyCode: MONO,
  fontSize: 14,
  borderRadius: 6,
  wireframe: false,
};

/** Texts are dark enough for WCAG AA on the layout's grey, not only on white. */
const LIGHT = {
  ...SHAPE,
  colorPrimary: "#1d5199",
  colorInfo: "#1d5199",
  colorLink: "#1d5199",
  colorLinkHover: "#163f78", // what antd derives is too light to read
  colorLinkActive: "#163f78",
  colorSuccess: "#1b6e46",
  colorSuccessBg: "#e6f4ec",
  colorSuccessBorder: "#a8d5bd",
  colorWarning: "#9a5400",
  colorWarningBg: "#fdf3e2",
  colorWarningBorder: "#ecc98f",
  colorError: "#b3261e",
  colorErrorBg: "#fdecea",
  colorErrorBorder: "#f0b5af",
  colorTextBase: "#16202e",
  colorBgBase: "#ffffff",
  colorBgLayout: "#f1f4f8",
  colorText: "#1c2736",
  colorTextSecondary: "#445266",
  colorTextTertiary: "#5c6a7e",
  colorTextDescription: "#5c6a7e",
  colorTextPlaceholder: "#66748a",
  colorBorder: "#c9d2de",
  colorBorderSecondary: "#e3e8ef",
  colorFillAlter: "#f6f8fb",
};

const DARK = {
  ...SHAPE,
  colorPrimary: "#2f69bf",
  colorPrimaryHover: "#4070b8",
  colorInfo: "#6ea8f7",
  colorLink: "#84b6fa",
  colorLinkHover: "#a9cdfc",
  colorLinkActive: "#a9cdfc",
  colorSuccess: "#4fb583",
  colorWarning: "#e0a145",
  colorError: "#ef7a70",
  colorTextBase: "#e8edf4",
  colorBgBase: "#0e141d",
  colorBgLayout: "#0b1018",
  colorBgContainer: "#141c28",
  colorBgElevated: "#1b2533",
  colorText: "#e3e9f1",
  colorTextSecondary: "#b6c1d0",
  colorTextTertiary: "#96a3b5",
  colorTextDescription: "#96a3b5",
  colorTextPlaceholder: "#8a97a9",
  colorBorder: "#344256",
  colorBorderSecondary: "#243043",
  colorFillAlter: "#182130",
};

/** The class under which a mode's CSS variables stand; antd puts it on each of its elements. */
export function variablesClass(mode: Mode): string {
  return `zq-${mode}`;
}

/** antd's configuration of one mode. Styles come from the built CSS file, so nothing is generated at run time. */
export function themeOf(mode: Mode): ThemeConfig {
  return {
    algorithm: mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: mode === "dark" ? DARK : LIGHT,
    components: {
      Breadcrumb: { fontSize: 13 },
      // On the light red of the dark mode only dark text is readable.
      ...(mode === "dark" ? { Button: { dangerColor: "#24090a" } } : {}),
    },
    cssVar: { key: variablesClass(mode) },
    hashed: false,
    zeroRuntime: true,
  };
}
