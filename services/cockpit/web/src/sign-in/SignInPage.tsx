import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { useSession } from "../session/session";
import { usePageTitle } from "../shell/crumbTitle";
import { DemoBanner } from "../shell/DemoBanner";
import { AccountChoice } from "./AccountChoice";
import { Introduction } from "./Introduction";
import { safeNext } from "./next";
import styles from "./SignInPage.module.css";

/** Signing in: what this is on one side, the demo accounts by role on the other. */
export function SignInPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const { data: session } = useSession();
  const next = safeNext(search.get("next"));
  usePageTitle(t("signIn.title"), t("app.name"));

  if (session) {
    return <Navigate to={next} replace />;
  }
  return (
    <div className={styles.page}>
      <DemoBanner />
      <div className={styles.halves}>
        <Introduction />
        <AccountChoice onSignedIn={() => void navigate(next, { replace: true })} />
      </div>
    </div>
  );
}
