import { MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useMode } from "../theme/ThemeProvider";

/** Light or dark. */
export function ModeSwitch() {
  const { t } = useTranslation();
  const { mode, setMode } = useMode();
  const next = mode === "dark" ? "light" : "dark";
  return (
    <Tooltip title={t(`tools.${next}`)}>
      <Button
        type="text"
        icon={mode === "dark" ? <SunOutlined /> : <MoonOutlined />}
        aria-label={t(`tools.${next}`)}
        onClick={() => setMode(next)}
      />
    </Tooltip>
  );
}
