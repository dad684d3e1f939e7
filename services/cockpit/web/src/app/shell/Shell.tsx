import { Drawer } from "antd";
import { Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation } from "react-router";
import { DayBanner } from "../../kit/day/DayBanner";
import { useNarrow } from "../../kit/page/useNarrow";
import { Waiting } from "../../kit/panel/Waiting";
import { may, type Session } from "../../kit/session/session";
import { DemoBanner } from "./DemoBanner";
import { RoomBanner } from "./RoomBanner";
import styles from "./Shell.module.css";
import { Sidebar } from "./Sidebar";
import { TopBar } from "./TopBar";
import { useScrollMemory } from "./useScrollMemory";

/** The frame of every page: navigation at the side (in a drawer on narrow screens), the bar above, the page itself. */
export function Shell({ session }: { session: Session }) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const overlays = useRef<HTMLDivElement>(null);
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useScrollMemory(main);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the drawer closes when one has gone somewhere
  useEffect(() => setOpen(false), [pathname]);

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t("app.skip")}
      </a>
      {session.demo && <DemoBanner />}
      {session.room && <RoomBanner room={session.room} />}
      {may(session, "project.read") && <DayBanner />}
      <div className={styles.body}>
        {narrow ? (
          <Drawer
            open={open}
            onClose={() => setOpen(false)}
            placement="left"
            size={232}
            // A container of our own: for the document's body antd would write a style element, which the policy forbids.
            getContainer={() => overlays.current ?? document.body}
            title={null}
            closable={false}
            classNames={{ body: styles.drawer ?? "" }}
            aria-label={t("nav.label")}
          >
            <Sidebar session={session} />
          </Drawer>
        ) : (
          <Sidebar session={session} />
        )}
        <div className={styles.column}>
          <TopBar session={session} {...(narrow ? { onMenu: () => setOpen(true) } : {})} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach it */}
          <main ref={main} id="main" className={styles.main} tabIndex={0}>
            <Suspense fallback={<Waiting />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
      </div>
      <div ref={overlays} />
    </div>
  );
}
