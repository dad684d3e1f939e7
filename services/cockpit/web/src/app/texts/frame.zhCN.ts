/** Chinese texts: the frame. */
export const texts = {
  app: {
    name: "周期",
    tagline: "工业项目全周期",
    skip: "跳到主要内容",
    loading: "正在载入",
  },
  demo: {
    banner: "演示数据：县域、企业和人员均为虚构",
  },
  room: {
    banner: "已有 {{events}} 条事件，接近本套部署的设计上限 {{meantFor}} 条：请联系运维改为各服务分开部署",
  },
  nav: {
    label: "主导航",
    cockpit: "驾驶舱",
    overview: "总览",
    projects: "项目库",
    issues: "问题",
    operations: "归集运行",
    late: "补录与审批",
    dictionary: "指标口径",
    open: "打开导航",
    collapse: "收起导航",
    expand: "展开导航",
    breadcrumb: "当前位置",
  },
  tools: {
    language: "Switch to English",
    dark: "切换到深色",
    light: "切换到浅色",
    account: "当前账号 {{name}}",
    signOut: "退出登录",
  },
};
