import { createBrowserRouter, type RouteObject } from "react-router";
import { Waiting } from "../kit/panel/Waiting";
import { BrokenPage } from "./errors/BrokenPage";
import { NotFoundPage } from "./errors/NotFoundPage";
import { Inside } from "./Inside";
import { PAGES, type Page } from "./pages";
import type { Crumb } from "./shell/Crumbs";

const crumb = (label: Crumb["label"]): Crumb => ({ label });

function routeOf({ path, label, load, below = {} }: Page): RouteObject {
  const lazy = async () => ({ Component: await load() });
  const shared = { handle: crumb(label), ErrorBoundary: BrokenPage };
  if (path === "/") {
    return { ...shared, index: true, lazy };
  }
  const inside = Object.entries(below).map(([address, one]) => ({
    path: address,
    handle: crumb(null),
    lazy: async () => ({ Component: await one() }),
  }));
  return { ...shared, path: path.slice(1), children: [{ index: true, lazy }, ...inside] };
}

/** Every address of the application. */
export const router = createBrowserRouter([
  {
    path: "/sign-in",
    lazy: async () => ({ Component: (await import("./SignInPage")).SignInPage }),
    HydrateFallback: Waiting,
    ErrorBoundary: BrokenPage,
  },
  {
    path: "/",
    Component: Inside,
    HydrateFallback: Waiting,
    ErrorBoundary: BrokenPage,
    children: [...PAGES.map(routeOf), { path: "*", Component: NotFoundPage }],
  },
]);
