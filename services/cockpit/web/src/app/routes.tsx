import { createBrowserRouter } from "react-router";
import { BrokenPage } from "../errors/BrokenPage";
import { NotFoundPage } from "../errors/NotFoundPage";
import { Waiting } from "../panel/Waiting";
import type { Crumb } from "../shell/Crumbs";
import { Inside } from "./Inside";

const crumb = (label: Crumb["label"]): Crumb => ({ label });

/** Every address of the application. A page's code is fetched when it is first opened. */
export const router = createBrowserRouter([
  {
    path: "/sign-in",
    lazy: async () => ({ Component: (await import("../sign-in/SignInPage")).SignInPage }),
    HydrateFallback: Waiting,
    ErrorBoundary: BrokenPage,
  },
  {
    path: "/",
    Component: Inside,
    HydrateFallback: Waiting,
    ErrorBoundary: BrokenPage,
    children: [
      {
        index: true,
        handle: crumb("nav.overview"),
        ErrorBoundary: BrokenPage,
        lazy: async () => ({ Component: (await import("../overview/OverviewPage")).OverviewPage }),
      },
      {
        path: "projects",
        handle: crumb("nav.projects"),
        ErrorBoundary: BrokenPage,
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import("../projects/ProjectsPage")).ProjectsPage }),
          },
          {
            path: ":id",
            handle: crumb(null),
            lazy: async () => ({ Component: (await import("../project/ProjectPage")).ProjectPage }),
          },
        ],
      },
      {
        path: "issues",
        handle: crumb("nav.issues"),
        ErrorBoundary: BrokenPage,
        children: [
          {
            index: true,
            lazy: async () => ({ Component: (await import("../issues/IssuesPage")).IssuesPage }),
          },
          {
            path: "new",
            handle: crumb(null),
            lazy: async () => ({ Component: (await import("../issue/RaisePage")).RaisePage }),
          },
          {
            path: ":id",
            handle: crumb(null),
            lazy: async () => ({ Component: (await import("../issue/IssuePage")).IssuePage }),
          },
        ],
      },
      {
        path: "operations",
        handle: crumb("nav.operations"),
        ErrorBoundary: BrokenPage,
        lazy: async () => ({ Component: (await import("../operations/OperationsPage")).OperationsPage }),
      },
      {
        path: "dictionary",
        handle: crumb("nav.metrics"),
        ErrorBoundary: BrokenPage,
        lazy: async () => ({ Component: (await import("../metrics/MetricsPage")).MetricsPage }),
      },
      { path: "*", Component: NotFoundPage },
    ],
  },
]);
