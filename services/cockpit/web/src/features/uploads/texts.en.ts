/** English texts: files by hand. */
export const texts = {
  uploads: {
    title: "Load a file",
    choose: "Choose a file",
    open: "Load a file by hand",
    refusedBody: "Files are loaded by the department that owns the data.",
    none: "No kind to load",
    noneBody: "All data of your department comes from its systems by itself.",
    file: "File",
    hint: "An .xlsx, .xls, .et, .ods or .csv of at most 2 MB and 2,000 rows. The headers may stand below titles and over two rows.",
    unsendable: {
      empty: "The file is empty",
      tooLarge: "More than 2 MB: split it, or put it into the drop folder",
    },
    preview: "Preview",
    load: "Load",
    ask: "Load “{{name}}”?",
    says: "{{taken}} rows will be taken; {{rejected}} refused ones are kept among the refused data and can be corrected and loaded again.",
    done: "Loaded",
    mapping: "Say which column is which",
    byName: "optional",
    own: "By its name",
    outcome: "Outcome",
    would:
      "Would take {{taken}} rows, leave {{unchanged}} unchanged, refuse {{rejected}}, leave out {{out}} (totals, notes).",
    became:
      "Took {{taken}} rows, left {{unchanged}} unchanged, refused {{rejected}}, left out {{out}} (totals, notes).",
    headers: "Headers: {{sheet}} row {{rows}}",
    columns: "Which column is which",
    rows: "Rows",
    noRows: "No rows",
    noRowsBody: "Nothing stands below the headers.",
    verdicts: { taken: "Taken", unchanged: "Unchanged", refused: "Refused" },
  },
};
