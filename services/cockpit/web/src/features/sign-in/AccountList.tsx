import { LoadingOutlined, RightOutlined } from "@ant-design/icons";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/problem";
import { useWord } from "../../kit/i18n/useWord";
import { useScopeName } from "../../kit/session/useScopeName";
import styles from "./AccountList.module.css";

interface Props {
  group: Schemas["AccountGroup"];
  /** The account that is just being signed in. */
  busy: string | null;
  onChoose: (account: string) => void;
}

/** The accounts of one role as buttons that say whose they are and what they see. */
export function AccountList({ group, busy, onChoose }: Props) {
  const { t } = useTranslation();
  const word = useWord();
  const scopeName = useScopeName();
  const heading = useId();
  return (
    <section className={styles.group} data-single={group.accounts.length === 1} aria-labelledby={heading}>
      <h2 id={heading} className={styles.role}>
        {word("roles", group.role)}
        <span className={styles.count}>{t("signIn.roleCount", { count: group.accounts.length })}</span>
      </h2>
      <ul className={styles.accounts}>
        {group.accounts.map(({ account, name, scope }) => (
          <li key={account}>
            <button
              type="button"
              className={styles.account}
              data-account={account}
              disabled={busy !== null}
              aria-label={t("signIn.as", { name })}
              onClick={() => onChoose(account)}
            >
              <span className={styles.words}>
                <span className={styles.name}>{name}</span>
                <span className={styles.scope}>{scopeName(scope) === name ? account : scopeName(scope)}</span>
              </span>
              {busy === account ? <LoadingOutlined aria-hidden /> : <RightOutlined aria-hidden />}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
