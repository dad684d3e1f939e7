/** Chinese texts: signing in. */
export const texts = {
  signIn: {
    title: "登录",
    lead: "选择一个演示账号进入。不同角色看到的范围不同。",
    headline: "从签约到达产，一个项目一本账",
    goals: "早开工 · 早竣工 · 早投产 · 早上规 · 早达产",
    points: {
      sources: "多源归集：数源系统的每一次更新都留有来历",
      trail: "全程留痕：每个数字都能追到项目，每个项目都能追到事件",
      live: "实时可见：数据一到，页面即更新",
    },
    find: "按姓名或账号查找",
    as: "以 {{name}} 登录",
    none: "没有这样的账号",
    failed: "登录没有成功",
    roleCount: "{{count}} 个账号",
  },
};
