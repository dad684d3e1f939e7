/** Chinese texts: files by hand. */
export const texts = {
  uploads: {
    title: "手工导入",
    choose: "选择文件",
    open: "手工导入文件",
    refusedBody: "文件由数据的主管部门导入。",
    none: "没有可以导入的数据类",
    noneBody: "本部门的数据都由系统自动归集，不需要导入文件。",
    file: "文件",
    hint: "可用 .xlsx、.xls、.et、.ods、.csv，不超过 2 MB、2000 行。表头可在标题行下，也可分两行。",
    unsendable: {
      empty: "文件是空的",
      tooLarge: "文件超过 2 MB：请拆成几个，或放入投放目录",
    },
    preview: "预览",
    load: "导入",
    ask: "导入“{{name}}”？",
    says: "将采用 {{taken}} 行；退回的 {{rejected}} 行会记入退回数据，更正后可再次导入。",
    done: "已导入",
    mapping: "指定各列",
    byName: "可不选",
    own: "按列名",
    outcome: "结果",
    would:
      "将采用 {{taken}} 行，无变化 {{unchanged}} 行，退回 {{rejected}} 行，未计入（合计、注等）{{out}} 行。",
    became:
      "已采用 {{taken}} 行，无变化 {{unchanged}} 行，退回 {{rejected}} 行，未计入（合计、注等）{{out}} 行。",
    headers: "表头：{{sheet}} 第 {{rows}} 行",
    columns: "列的对应",
    rows: "各行",
    noRows: "没有数据行",
    noRowsBody: "表头之下没有一行有内容。",
    verdicts: { taken: "采用", unchanged: "无变化", refused: "退回" },
  },
};
