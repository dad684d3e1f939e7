import { type RefObject, useEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

/**
 * Scrolls `area` to the top when another page opens, and to where it was when one comes back to it.
 * Changes of the address within a page (filters, order) leave it where it is.
 */
export function useScrollMemory(area: RefObject<HTMLElement | null>): void {
  const { key, pathname } = useLocation();
  const comesBack = useNavigationType() === "POP";
  const places = useRef(new Map<string, number>());
  const shown = useRef(pathname);

  useEffect(() => {
    const element = area.current;
    if (!element) {
      return;
    }
    if (shown.current !== pathname) {
      shown.current = pathname;
      element.scrollTop = comesBack ? (places.current.get(key) ?? 0) : 0;
    }
    const remember = () => places.current.set(key, element.scrollTop);
    element.addEventListener("scroll", remember, { passive: true });
    return () => element.removeEventListener("scroll", remember);
  }, [area, key, pathname, comesBack]);
}
