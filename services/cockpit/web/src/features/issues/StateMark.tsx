import {
  CheckCircleOutlined,
  EditOutlined,
  ExportOutlined,
  InboxOutlined,
  SolutionOutlined,
  StarOutlined,
  StopOutlined,
} from "@ant-design/icons";
import { Tag } from "antd";
import { useWord } from "../../kit/i18n/useWord";
import type { IssueState } from "./queries";

const ICONS = {
  raised: InboxOutlined,
  accepted: ExportOutlined,
  assigned: SolutionOutlined,
  signed: EditOutlined,
  answered: StarOutlined,
  closed: CheckCircleOutlined,
  declined: StopOutlined,
} as const;

/** Where an issue stands, as icon and word. */
export function StateMark({ state }: { state: IssueState }) {
  const word = useWord();
  const Icon = ICONS[state];
  return (
    <Tag icon={<Icon />} {...(state === "closed" ? { color: "success" } : {})}>
      {word("issueStates", state)}
    </Tag>
  );
}
