import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { queryClient } from "../api/queryClient";
import { ThemeProvider } from "../kit/theme/ThemeProvider";
import { router } from "./routes";

/** Everything that all pages rest on, from the outside in: look, reads, addresses. */
export function App() {
  return (
    <ThemeProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ThemeProvider>
  );
}
