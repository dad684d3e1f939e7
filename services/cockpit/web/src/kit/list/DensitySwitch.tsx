import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import type { Density } from "../table/DataTable";

interface Props {
  value: Density;
  onChange: (density: Density) => void;
}

/** Row height. */
export function DensitySwitch({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Segmented
      size="small"
      aria-label={t("list.density")}
      value={value}
      onChange={onChange}
      options={(["compact", "comfortable"] as const).map((one) => ({
        value: one,
        label: t(`list.${one}`),
      }))}
    />
  );
}
