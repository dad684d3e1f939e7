import { FieldTimeOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { Link } from "react-router";
import { useWord } from "../../kit/i18n/useWord";
import { listLink } from "../../kit/list/codec";
import type { Mark } from "./queries";

/** What stays to be seen of an issue, each leading to all that have it: signed, answered or entered late. */
export function Marks({ marks }: { marks: readonly Mark[] }) {
  const word = useWord();
  return marks.map((mark) => (
    <Link key={mark} to={listLink("issues", { mark: [mark] })}>
      <Tag icon={<FieldTimeOutlined />} color="warning">
        {word("issueMarks", mark)}
      </Tag>
    </Link>
  ));
}
