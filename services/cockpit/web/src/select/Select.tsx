import { Select as Plain, type SelectProps } from "antd";
import { type ReactNode, useLayoutEffect, useRef } from "react";

type Props<Value, Option extends object> = Omit<SelectProps<Value, Option>, "popupRender" | "aria-label"> & {
  /** What is chosen here. */
  label: string;
};

/** antd's select whose list of choices has a name too: who hears the page is told what they choose. */
export function Select<Value, Option extends object = { value?: Value; label?: ReactNode; title?: string }>({
  label,
  ...rest
}: Props<Value, Option>) {
  return (
    <Plain<Value, Option>
      {...(rest as SelectProps<Value, Option>)}
      aria-label={label}
      popupRender={(menu) => <Named label={label}>{menu}</Named>}
    />
  );
}

/** antd gives the list no name, and takes none for it. */
function Named({ label, children }: { label: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.querySelector("[role=listbox]")?.setAttribute("aria-label", label));
  return <div ref={place}>{children}</div>;
}
