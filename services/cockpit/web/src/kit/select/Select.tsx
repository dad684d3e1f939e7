import { Select as Plain, type SelectProps as PlainProps } from "antd";
import { type ReactNode, useLayoutEffect, useRef } from "react";

export type SelectProps<
  Value,
  Option extends object = { value?: Value; label?: ReactNode; title?: string },
> = Omit<PlainProps<Value, Option>, "popupRender" | "aria-label"> & {
  /** What is chosen here. */
  label: string;
};

/** antd's select whose list of choices has a name too: who hears the page is told what they choose. */
export function Select<Value, Option extends object = { value?: Value; label?: ReactNode; title?: string }>({
  label,
  ...rest
}: SelectProps<Value, Option>) {
  return (
    <Plain<Value, Option>
      {...(rest as PlainProps<Value, Option>)}
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
