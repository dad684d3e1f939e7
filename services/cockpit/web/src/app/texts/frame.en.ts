import type { Shape } from "../../kit/i18n/shape";
import type { texts as zhCN } from "./frame.zhCN";

/** English texts: the frame. */
export const texts: Shape<typeof zhCN> = {
  app: {
    name: "Zhouqi",
    tagline: "Projects, start to scale",
    skip: "Skip to main content",
    loading: "Loading",
  },
  demo: {
    banner: "Demo data: the county, its enterprises and its people are fictional",
  },
  room: {
    banner:
      "{{events}} events, and this deployment is meant for {{meantFor}}: ask operations to deploy the services separately",
  },
  nav: {
    label: "Main navigation",
    cockpit: "Cockpit",
    overview: "Overview",
    projects: "Projects",
    issues: "Issues",
    operations: "Collection",
    late: "Late entries, approvals",
    dictionary: "Metrics",
    open: "Open navigation",
    collapse: "Collapse navigation",
    expand: "Expand navigation",
    breadcrumb: "You are here",
  },
  tools: {
    language: "切换到中文",
    dark: "Switch to dark",
    light: "Switch to light",
    account: "Signed in as {{name}}",
    signOut: "Sign out",
  },
};
