import {
  ApartmentOutlined,
  BookOutlined,
  DashboardOutlined,
  HistoryOutlined,
  HomeOutlined,
  MessageOutlined,
} from "@ant-design/icons";
import type { ComponentType } from "react";
import { laterTexts } from "../kit/i18n";

/** What routes and the navigation have to know of a page. */
export interface Page {
  path: string;
  label: `nav.${"overview" | "projects" | "issues" | "operations" | "late" | "dictionary"}`;
  icon: ComponentType<{ "aria-hidden"?: boolean }>;
  /** What one needs to be offered it. */
  permission: string;
  load: Load;
  /** Pages about one thing, which give themselves a name. */
  below?: Readonly<Record<string, Load>>;
}

type Load = () => Promise<ComponentType>;

/** A page whose texts come with it. */
const withTexts =
  (load: Load): Load =>
  async () => {
    const [page] = await Promise.all([load(), laterTexts()]);
    return page;
  };

/** Every page that one reaches by the navigation, and those below it. A page's code is fetched when it is first opened. */
export const PAGES: readonly Page[] = [
  {
    path: "/",
    label: "nav.overview",
    icon: HomeOutlined,
    permission: "project.read",
    load: async () => (await import("../features/overview/OverviewPage")).OverviewPage,
  },
  {
    path: "/projects",
    label: "nav.projects",
    icon: ApartmentOutlined,
    permission: "project.read",
    load: async () => (await import("../features/projects/ProjectsPage")).ProjectsPage,
    below: { ":id": withTexts(async () => (await import("./ProjectPage")).ProjectPage) },
  },
  {
    path: "/issues",
    label: "nav.issues",
    icon: MessageOutlined,
    permission: "issue.read",
    load: async () => (await import("../features/issues/IssuesPage")).IssuesPage,
    below: {
      new: withTexts(async () => (await import("../features/issues/RaisePage")).RaisePage),
      ":id": withTexts(async () => (await import("../features/issues/IssuePage")).IssuePage),
    },
  },
  {
    path: "/operations",
    label: "nav.operations",
    icon: DashboardOutlined,
    permission: "collection.read",
    load: withTexts(async () => (await import("../features/operations/OperationsPage")).OperationsPage),
    below: { load: withTexts(async () => (await import("../features/uploads/LoadPage")).LoadPage) },
  },
  {
    path: "/late-entries",
    label: "nav.late",
    icon: HistoryOutlined,
    permission: "project.read",
    load: withTexts(async () => (await import("../features/late-entries/LatePage")).LatePage),
    below: {
      approvals: withTexts(
        async () => (await import("../features/late-entries/ApprovalsPage")).ApprovalsPage,
      ),
    },
  },
  {
    path: "/dictionary",
    label: "nav.dictionary",
    icon: BookOutlined,
    permission: "session.read",
    load: withTexts(async () => (await import("../features/dictionary/DictionaryPage")).DictionaryPage),
  },
];
