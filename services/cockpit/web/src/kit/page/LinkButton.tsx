import { Button, type ButtonProps } from "antd";
import type { MouseEvent } from "react";
import { useHref, useNavigate } from "react-router";

interface Props extends Omit<ButtonProps, "href" | "onClick"> {
  to: string;
}

/** A link that looks like a button: it can be opened in another tab, and stays within the application otherwise. */
export function LinkButton({ to, ...rest }: Props) {
  const href = useHref(to);
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLElement>) => {
    if (event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      void navigate(to);
    }
  };
  return <Button {...rest} href={href} onClick={follow} />;
}
