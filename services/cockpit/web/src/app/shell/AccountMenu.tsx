import { DownOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useWord } from "../../kit/i18n/useWord";
import { type Session, useSigning } from "../../kit/session/session";
import { useScopeName } from "../../kit/session/useScopeName";
import styles from "./AccountMenu.module.css";

/** Who is signed in, in which role and with which scope; and the way out. */
export function AccountMenu({ session }: { session: Session }) {
  const { t } = useTranslation();
  const word = useWord();
  const { signOut } = useSigning();
  const navigate = useNavigate();
  const scopeName = useScopeName();

  const leave = async () => {
    await signOut();
    await navigate("/sign-in");
  };

  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        items: [
          {
            key: "who",
            type: "group",
            label: (
              <span className={styles.who}>
                <strong>{session.name}</strong>
                <span>
                  {session.roles.map((role) => word("roles", role)).join(" · ")} · {scopeName(session.scope)}
                </span>
              </span>
            ),
          },
          { type: "divider" },
          { key: "leave", icon: <LogoutOutlined />, label: t("tools.signOut"), onClick: () => void leave() },
        ],
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t("tools.account", { name: session.name })}>
        <span className={styles.name}>{session.name}</span>
        <DownOutlined className={styles.arrow ?? ""} aria-hidden />
      </Button>
    </Dropdown>
  );
}
