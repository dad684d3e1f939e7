import { SearchOutlined } from "@ant-design/icons";
import { Alert, Input, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem, type Schemas } from "../../api/problem";
import { LanguageSwitch } from "../../kit/page/LanguageSwitch";
import { ModeSwitch } from "../../kit/page/ModeSwitch";
import { Failed } from "../../kit/panel/Failed";
import { Nothing } from "../../kit/panel/Nothing";
import { useAccounts, useSigning } from "../../kit/session/session";
import styles from "./AccountChoice.module.css";
import { AccountList } from "./AccountList";

/** The demo accounts by role; choosing one signs in. */
export function AccountChoice({ onSignedIn }: { onSignedIn: () => void }) {
  const { t } = useTranslation();
  const { data: groups, error, isPending, isError, isFetching, refetch } = useAccounts();
  const { signIn } = useSigning();
  const [wanted, setWanted] = useState("");
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const enter = async (account: string) => {
    setBusy(account);
    setFailure(null);
    try {
      await signIn(account);
      onSignedIn();
    } catch (problem) {
      setFailure(problem);
      setBusy(null);
    }
  };

  const matching = groups ? matches(groups, wanted.trim().toLowerCase()) : [];
  return (
    <main id="main" className={styles.choice}>
      <div className={styles.tools}>
        <LanguageSwitch />
        <ModeSwitch />
      </div>
      <div className={styles.inner}>
        <h1 className={styles.title}>{t("signIn.title")}</h1>
        <p className={styles.lead}>{t("signIn.lead")}</p>
        <Input
          type="search"
          allowClear
          className={styles.find ?? ""}
          prefix={<SearchOutlined aria-hidden />}
          aria-label={t("signIn.find")}
          placeholder={t("signIn.find")}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        {failure !== null && (
          <Alert
            type="error"
            showIcon
            style={{ marginBottom: 12 }}
            title={t("signIn.failed")}
            description={failure instanceof Problem ? failure.message || t("errors.network") : undefined}
          />
        )}
        {isPending && <Skeleton active paragraph={{ rows: 8 }} />}
        {isError && <Failed error={error} busy={isFetching} onRetry={() => void refetch()} />}
        {groups && matching.length === 0 && <Nothing title={t("signIn.none")} />}
        <div className={styles.groups}>
          {matching.map((group) => (
            <AccountList
              key={group.role}
              group={group}
              busy={busy}
              onChoose={(account) => void enter(account)}
            />
          ))}
        </div>
      </div>
    </main>
  );
}

function matches(groups: Schemas["AccountGroup"][], wanted: string): Schemas["AccountGroup"][] {
  return groups
    .map((group) => ({
      ...group,
      accounts: group.accounts.filter(({ account, name }) =>
        `${account} ${name}`.toLowerCase().includes(wanted),
      ),
    }))
    .filter((group) => group.accounts.length > 0)
    .sort((a, b) => Number(a.accounts.length > 1) - Number(b.accounts.length > 1));
}
