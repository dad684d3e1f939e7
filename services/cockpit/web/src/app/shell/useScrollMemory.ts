import { type RefObject, useLayoutEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

/** What a person does to scroll: from then on the place is theirs. */
const BY_HAND = ["wheel", "touchstart", "keydown", "pointerdown"] as const;

/**
 * Scrolls `area` to the top when another page opens, and to where it was when one comes back to it.
 * Changes of the address within a page (filters, order) leave it where it is.
 */
export function useScrollMemory(area: RefObject<HTMLElement | null>): void {
  const { key, pathname } = useLocation();
  const comesBack = useNavigationType() === "POP";
  const places = useRef(new Map<string, number>());
  const shown = useRef(pathname);

  // In the layout phase: a page that is taken away lets the area shrink, and the scroll event that
  // follows would be remembered as the place where one was.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) {
      return;
    }
    let underWay = nothingUnderWay;
    if (shown.current !== pathname) {
      shown.current = pathname;
      underWay = goTo(element, comesBack ? (places.current.get(key) ?? 0) : 0);
    }
    const remember = () => {
      if (!underWay.going()) {
        places.current.set(key, element.scrollTop);
      }
    };
    element.addEventListener("scroll", remember, { passive: true });
    return () => {
      underWay.end();
      element.removeEventListener("scroll", remember);
    };
  }, [area, key, pathname, comesBack]);
}

interface UnderWay {
  /** Whether the place is not reached yet: where the area stands is then nobody's choice. */
  going: () => boolean;
  end: () => void;
}

const nothingUnderWay: UnderWay = { going: () => false, end: () => undefined };

/**
 * Scrolls to `place`, and again as the page grows: its rows may still be on their way. Gives up once a
 * person scrolls.
 */
function goTo(element: HTMLElement, place: number): UnderWay {
  let going = true;
  const growing = new MutationObserver(() => settle());
  const leave = () => {
    going = false;
    growing.disconnect();
    for (const act of BY_HAND) {
      element.removeEventListener(act, leave);
    }
  };
  const settle = () => {
    element.scrollTop = place;
    if (Math.abs(element.scrollTop - place) < 1) {
      leave();
    }
  };
  growing.observe(element, { childList: true, subtree: true });
  for (const act of BY_HAND) {
    element.addEventListener(act, leave, { passive: true });
  }
  settle();
  return { going: () => going, end: leave };
}
