import { cleanup } from "@testing-library/react";
import { afterEach, beforeEach } from "vitest";
import { texts } from "./app/texts/texts";
import { laterTexts, startTexts } from "./kit/i18n";

beforeEach(async () => {
  localStorage.clear();
  await startTexts(texts);
  await laterTexts();
});

afterEach(cleanup);
