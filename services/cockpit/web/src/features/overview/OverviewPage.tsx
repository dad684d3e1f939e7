import { useTranslation } from "react-i18next";
import { Navigate } from "react-router";
import { LateKinds } from "../../kit/day/LateKinds";
import { usePageTitle } from "../../kit/page/pageTitle";
import { PageHead } from "../../kit/panel/PageHead";
import { Stack } from "../../kit/panel/Stack";
import { homeOf } from "../../kit/session/home";
import { ScopeNote } from "../../kit/session/ScopeNote";
import { type Session, useSession } from "../../kit/session/session";
import { HeadlinePanel } from "./HeadlinePanel";
import styles from "./OverviewPage.module.css";
import { useBreakdown, useOverview } from "./queries";
import { StagesPanel } from "./StagesPanel";
import { StallsPanel } from "./StallsPanel";
import { TownshipsPanel } from "./TownshipsPanel";

/** What the numbers are about, and as of which day lights and stalls were judged. */
function Note({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { data } = useBreakdown();
  const { data: headline } = useOverview();
  return (
    <span className={styles.note}>
      <ScopeNote session={session} />
      {headline && <LateKinds late={headline.late} />}
      {data && <span>{data.day ? t("overview.day", { date: data.day }) : t("overview.noDay")}</span>}
    </span>
  );
}

/** The county at a glance, or what of it lies within the reader's scope. Every number leads to its rows. */
export function OverviewPage() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  usePageTitle(t("overview.title"), t("app.name"));

  if (session && homeOf(session) !== "/") {
    return <Navigate to={homeOf(session)} replace />;
  }
  return (
    <>
      <PageHead title={t("overview.title")} note={session && <Note session={session} />} />
      <Stack>
        <HeadlinePanel />
        <div className={styles.charts}>
          <StagesPanel />
          <StallsPanel />
          <TownshipsPanel />
        </div>
      </Stack>
    </>
  );
}
