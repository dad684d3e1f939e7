import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { antdStyle } from "./build/antdStyle";
import { contentPolicy } from "./build/contentPolicy";

/** Where a running stack answers while the pages are developed with `npm run dev`. */
const API = process.env.ZHOUQI_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), antdStyle(), contentPolicy()],
  server: { proxy: { "/api": { target: API } } },
  build: {
    target: "es2023",
    // The pages run under default-src 'self': nothing may be inlined as a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: "happy-dom",
    include: ["{src,build}/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing.ts"],
    css: false,
  },
});
