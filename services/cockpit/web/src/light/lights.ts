import type { Schemas } from "../api/problem";

export type Light = Schemas["Light"];
export type Stage = Schemas["Stage"];
export type Stall = Schemas["Stall"];

/** The lights 红黄绿灯, the gravest first. */
export const LIGHTS: readonly Light[] = ["red", "yellow", "green", "unknown"];

/** The six stalls 六未 in the order of a project's life. */
export const STALLS: readonly Stall[] = [
  "no_land",
  "no_start",
  "no_complete",
  "no_production",
  "no_scale",
  "no_capacity",
];

/** The stages in the order of a project's life. */
export const STAGES: readonly Stage[] = [
  "registered",
  "signed",
  "land",
  "started",
  "completed",
  "in_production",
  "scaled",
  "full_capacity",
  "terminated",
];
