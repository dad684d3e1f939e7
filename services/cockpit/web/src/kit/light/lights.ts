import type { Schemas } from "../../api/problem";
import { choicesOf } from "../list/lists";

export type Light = Schemas["Light"];
export type Stall = Schemas["Stall"];

/** The lights 红黄绿灯, the gravest first. */
export const LIGHTS: readonly Light[] = choicesOf("projects", "light").map(({ value }) => value);
