/** Chinese texts: assignment. */
export const texts = {
  assign: {
    title: "牵头部门与代办员",
    now: "现为：{{name}}",
    nobody: "暂不明确",
    do: "明确",
    ask: "这样明确？",
    says: "此项目改由{{department}}牵头、{{agent}}代办。立即生效，此前由谁负责仍留在事件轨迹中。",
    saysNoAgent: "此项目改由{{department}}牵头，暂无代办员。立即生效，此前由谁负责仍留在事件轨迹中。",
    same: "与现在相同，没有需要明确的变化",
    refused: "没有记录：此项目不接受这次明确（{{code}}）",
  },
};
