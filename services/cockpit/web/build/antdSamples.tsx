import {
  Alert,
  Breadcrumb,
  Button,
  Drawer,
  Dropdown,
  Empty,
  Input,
  Popconfirm,
  Segmented,
  Select,
  Skeleton,
  Tag,
  Tooltip,
} from "antd";
import type { ReactElement } from "react";

/**
 * One of each antd component that the pages use: rendering them once makes the styles that go into the build.
 * A test compares this list with what the pages import.
 */
export const SAMPLES: Record<string, ReactElement> = {
  Alert: <Alert />,
  Breadcrumb: <Breadcrumb />,
  Button: <Button />,
  Drawer: <Drawer open getContainer={false} />,
  Dropdown: (
    <Dropdown menu={{ items: [] }}>
      <span />
    </Dropdown>
  ),
  Empty: <Empty />,
  Input: <Input />,
  Popconfirm: (
    <Popconfirm title="a" open>
      <span />
    </Popconfirm>
  ),
  Segmented: <Segmented options={["a"]} />,
  Select: <Select />,
  Skeleton: <Skeleton />,
  Tag: (
    <>
      <Tag />
      <Tag color="success" />
    </>
  ),
  Tooltip: (
    <Tooltip title="a">
      <span />
    </Tooltip>
  ),
};
