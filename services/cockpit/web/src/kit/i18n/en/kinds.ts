/** Made by python -m zhouqi.ingest.kinds.export from what ingest declares; not to be edited. */
export const kindWords = {
  project: "Project basics",
  agreement: "Agreement review",
  land: "Land supply",
  filing: "Filing",
  energy: "Energy review",
  environment: "Environmental assessment",
  planning: "Planning permit",
  permit: "Construction permit",
  statistics: "Statistics register",
  investment: "Investment done",
  inputs: "Inputs",
  attendance: "Attendance",
  site: "Site pictures",
  acceptance: "Acceptance and production",
  sales: "Sales",
  tax: "Tax",
  payment: "Policy payment",
  performance: "Performance evaluation",
};

export const sourceWords = {
  approval: "Approval and filing 3.0",
  realname: "Real-name attendance",
  smartsite: "Smart site",
  acceptance: "Acceptance",
  payment: "Policy payment",
  performance: "Performance",
  county: "County registers",
};
