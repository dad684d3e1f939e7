import { createCache, extractStyle, StyleProvider } from "@ant-design/cssinjs";
import { ConfigProvider } from "antd";
import { Fragment } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { Plugin } from "vite";
import { type Mode, themeOf } from "../src/kit/theme/tokens";
import { SAMPLES } from "./antdSamples";

const ID = "virtual:antd.css";
const RESOLVED = `\0${ID}`;

/**
 * antd's styles as a file of the build instead of style elements made in the browser.
 *
 * `import "virtual:antd.css"` gives the styles of the components in `SAMPLES`, and the CSS variables of both
 * modes. With them in a file the pages run under `style-src 'self'`, and the browser generates nothing at start.
 */
export function antdStyle(): Plugin {
  return {
    name: "zhouqi-antd-style",
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? [render("light", true), render("dark", false)].join("\n") : undefined),
  };
}

/** The variables of one mode, with the rules themselves (which are the same in every mode) when `rules` is true. */
function render(mode: Mode, rules: boolean): string {
  const cache = createCache();
  renderToStaticMarkup(
    <StyleProvider cache={cache}>
      <ConfigProvider theme={{ ...themeOf(mode), zeroRuntime: false }}>
        {Object.entries(SAMPLES).map(([name, sample]) => (
          <Fragment key={name}>{sample}</Fragment>
        ))}
      </ConfigProvider>
    </StyleProvider>,
  );
  return extractStyle(cache, {
    plain: true,
    types: rules ? ["style", "token", "cssVar"] : ["token", "cssVar"],
  });
}
