// People as they appear everywhere: initials on a colour, and a name.

import { make } from "./elements.js";

const HUES = 8;

/** A round badge with the initials. It only repeats the name, so screen readers skip it. */
export function face(person, size = "") {
  const name = person?.real_name || person?.name || "?";
  const words = name.split(/\s+/).filter(Boolean);
  const initials = words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2);
  const kind = person?.is_bot ? "app" : `hue-${hue(person?.id ?? name)}`;
  return make("span", { class: `face ${kind} ${size}`, "aria-hidden": "true" }, initials.toUpperCase());
}

function hue(text) {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) % HUES;
}
