import type { IConfiguration } from "dependency-cruiser";

declare const rooms: IConfiguration;
export default rooms;
