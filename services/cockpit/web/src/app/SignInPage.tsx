import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";
import { AccountChoice } from "../features/sign-in/AccountChoice";
import { Introduction } from "../features/sign-in/Introduction";
import { safeNext } from "../features/sign-in/next";
import { usePageTitle } from "../kit/page/pageTitle";
import { useSession } from "../kit/session/session";
import styles from "./SignInPage.module.css";
import { DemoBanner } from "./shell/DemoBanner";

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
