import "virtual:antd.css";
import "./kit/theme/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { texts } from "./app/texts/texts";
import { startTexts } from "./kit/i18n";

const root = document.getElementById("root");
if (root) {
  await startTexts(texts);
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
