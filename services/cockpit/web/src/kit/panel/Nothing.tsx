import { Empty } from "antd";
import type { ReactNode } from "react";

interface Props {
  title: string;
  body?: string;
  /** What one can do about it. */
  children?: ReactNode;
}

/** Nothing to show: why, and the action that changes it. */
export function Nothing({ title, body, children }: Props) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      style={{ margin: "32px 16px" }}
      description={
        <>
          <div>{title}</div>
          {body && <div style={{ color: "var(--ant-color-text-tertiary)" }}>{body}</div>}
        </>
      }
    >
      {children}
    </Empty>
  );
}
