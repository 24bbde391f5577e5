// What every interactive element has in common: its name, keeping its value, and telling the app.

import { confirmed } from "./confirm.js";

/** Milliseconds without a key before a date or a choice made by keyboard counts as meant. */
const SETTLE = 700;

/** Attributes that every control carries. */
export function common(element, place) {
  return {
    "data-action-id": element.action_id,
    "aria-label": place.labelledBy ? null : place.name,
    id: place.labelledBy ? place.id : null,
    "aria-describedby": place.describedBy,
    "aria-invalid": place.invalid ? "true" : null,
    "aria-required": place.required ? "true" : null,
    autofocus: Boolean(element.focus_on_load),
  };
}

/** Keep a new value; where changes go to the app at once, send it. */
export async function changed(element, place, value, action, node) {
  const { block, surface } = place;
  if (place.dispatches && !(await agreed(element, surface))) {
    surface.again(block);
    return;
  }
  surface.form.set(block, element, value);
  if (place.dispatches) await surface.press(block, element, action, node);
}

/** Press a button or pick from a menu, after its confirmation if it has one. */
export async function press(element, place, action, node) {
  const { block, surface } = place;
  if (await agreed(element, surface)) await surface.press(block, element, action, node);
}

async function agreed(element, surface) {
  return !element.confirm || confirmed(element.confirm, surface.reader);
}

/** In a form each change is kept at once; where it acts, only what was left standing counts. */
export function whenSettled(node, commit, dispatches) {
  const later = settling(commit);
  node.addEventListener("input", () => (dispatches ? later() : commit()));
  node.addEventListener("blur", commit);
  if (dispatches) node.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), commit()));
}

export function settling(act) {
  let timer = null;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, SETTLE);
  };
}
