/**
 * The rooms of the pages: app may use features and kit, a feature the kit, the kit the API alone. `npm run check`
 * holds it.
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
export default {
  forbidden: [
    {
      name: "no-feature-imports-another",
      comment:
        "What two capabilities share belongs into the kit; a page that shows several is composed in app.",
      severity: "error",
      from: { path: "^src/features/([^/]+)/" },
      to: { path: "^src/features/", pathNot: "^src/features/$1/" },
    },
    {
      name: "features-do-not-know-the-app",
      severity: "error",
      from: { path: "^src/features/" },
      to: { path: "^src/app/" },
    },
    {
      name: "the-kit-knows-no-capability",
      severity: "error",
      from: { path: "^src/kit/" },
      to: { path: "^src/(app|features)/" },
    },
    {
      name: "the-api-knows-no-page",
      severity: "error",
      from: { path: "^src/api/" },
      to: { path: "^src/(app|features|kit)/" },
    },
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "nothing-unused",
      comment: "A module that nothing imports is deleted.",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: "\\.d\\.ts$" },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.tsx?$|^src/testing\\.ts$" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
