import { StyleProvider } from "@ant-design/cssinjs";
import { ConfigProvider, type ThemeConfig } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Mode, themeOf, variablesClass } from "./tokens";

const KEY = "zhouqi.mode";

/** antd still registers its CSS variables at run time; they end here, outside the document, where the built file makes them needless. */
const NOWHERE = document.createElement("div");

interface ModeSwitch {
  mode: Mode;
  setMode: (mode: Mode) => void;
}

const ModeContext = createContext<ModeSwitch>({ mode: "light", setMode: () => undefined });

/** Light or dark, and the way to change it. */
export function useMode(): ModeSwitch {
  return useContext(ModeContext);
}

/** The look of everything below: remembered on this machine, at first as the system prefers. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [mode, setMode] = useState<Mode>(rememberedMode);

  useLayoutEffect(() => {
    document.documentElement.className = variablesClass(mode);
    localStorage.setItem(KEY, mode);
  }, [mode]);

  const choice = useMemo(() => ({ mode, setMode }), [mode]);
  const theme = useMemo(() => withMotion(themeOf(mode)), [mode]);

  return (
    <ModeContext.Provider value={choice}>
      <StyleProvider container={NOWHERE}>
        <ConfigProvider theme={theme} locale={i18n.language === "en" ? enUS : zhCN} wave={{ disabled: true }}>
          {children}
        </ConfigProvider>
      </StyleProvider>
    </ModeContext.Provider>
  );
}

/** Who asked their system for less motion gets none here. */
function withMotion(theme: ThemeConfig): ThemeConfig {
  const motion = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { ...theme, token: { ...theme.token, motion } };
}

function rememberedMode(): Mode {
  const kept = localStorage.getItem(KEY);
  if (kept === "light" || kept === "dark") {
    return kept;
  }
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
