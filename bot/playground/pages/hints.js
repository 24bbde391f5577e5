// Lines to try, for somebody who is here for the first time.

import { make } from "./elements.js";

const KEY = "hints put away";
const ROOMY = matchMedia("(min-width: 761px) and (min-height: 701px)"); // elsewhere they would cover what they are about

/** Show the server's hints until they are put away: sentences, and lines that a click puts into the message bar. */
export function showHints(page, place) {
  const hints = page.state.hints ?? [];
  place.hidden = hints.length === 0 || localStorage.getItem(KEY) !== null;
  const print = JSON.stringify(hints);
  if (place.hidden || place.dataset.print === print) return;
  place.dataset.print = print;
  const away = make("button", { type: "button", class: "plain", on: { click: () => putAway(page, place) } }, "Hide these hints");
  const sentences = hints.filter((hint) => !hint.line).map((hint) => make("p", {}, hint.text));
  const lines = make("ul", {}, hints.filter((hint) => hint.line).map((hint) => make("li", {}, choice(hint, page))));
  const open = ROOMY.matches && page.composer.recall.lines.length === 0;
  place.replaceChildren(make("details", { open, "aria-label": "Lines to try" }, make("summary", {}, "Start here"), ...sentences, lines), away);
}

/** Whoever has sent a line has found the way; the hints make room, and stay within reach. */
export function foldHints(place) {
  place.querySelector("details")?.removeAttribute("open");
}

function choice(hint, page) {
  const act = () => page.composer.put(hint.line);
  return make("button", { type: "button", class: "try", on: { click: act } },
    make("code", {}, hint.line), make("span", {}, hint.text));
}

function putAway(page, place) {
  localStorage.setItem(KEY, "yes");
  place.hidden = true;
  page.composer.line.focus();
}
