import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import "../../testing";
import { RoomBanner } from "./RoomBanner";

test("says how many events there are, and how many it is meant for", () => {
  render(<RoomBanner room={{ events: 452310, meant_for: 500000 }} />);

  const text = screen.getByRole("note").textContent;
  expect(text).toContain("452,310");
  expect(text).toContain("500,000");
});
