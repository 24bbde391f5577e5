// Buttons, and the menu behind three dots.

import { press } from "./acting.js";
import { freshId, make, safeAddress } from "./elements.js";
import { plainText } from "./mrkdwn.js";

const STYLES = { primary: "button primary", danger: "button danger" };

/** A button; one with an address is a link that also tells the app. */
export function button(element, place) {
  const href = element.url ? safeAddress(element.url) : null;
  const attributes = {
    class: STYLES[element.style] ?? "button",
    "data-action-id": element.action_id,
    "aria-label": element.accessibility_label,
    "aria-describedby": place.describedBy,
    on: { click: () => press(element, place, { value: element.value ?? null }, node) },
  };
  const kind = href ? { href, target: "_blank", rel: "noopener noreferrer" } : { type: "button" };
  const node = make(href ? "a" : "button", { ...attributes, ...kind }, plainText(element.text));
  return node;
}

/** The menu behind three dots. Arrow keys walk through it, Escape and leaving close it. */
export function overflow(element, place) {
  const menu = make("div", { role: "menu", class: "listbox menu", popover: "manual", id: freshId("menu") });
  const opener = make("button", {
    type: "button", class: "button dots", "data-action-id": element.action_id, "aria-label": "More actions",
    "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": menu.id,
  }, "⋯");
  const act = (option) => {
    close(menu, opener);
    press(element, place, { selected_option: option }, opener);
  };
  menu.append(...element.options.map((option) => item(option, act)));
  opener.addEventListener("click", () => (menu.matches(":popover-open") ? close(menu, opener) : open(menu, opener)));
  menu.addEventListener("keydown", (event) => walk(event, menu, opener));
  menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || close(menu, opener, false));
  return make("span", { class: "overflow" }, opener, menu);
}

function item(option, act) {
  const detail = option.description ? make("span", { class: "detail" }, plainText(option.description)) : null;
  const attributes = { role: "menuitem", tabindex: "-1", class: "option" };
  const children = [make("span", { class: "title" }, plainText(option.text)), detail];
  const href = option.url ? safeAddress(option.url) : null;
  const kind = href ? { href, target: "_blank", rel: "noopener noreferrer" } : { type: "button" };
  return make(href ? "a" : "button", { ...attributes, ...kind, on: { click: () => act(option) } }, children);
}

function open(menu, opener) {
  menu.showPopover();
  const place = opener.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - menu.offsetWidth - 8))}px`;
  const below = place.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.top = `${below ? place.bottom + 4 : place.top - menu.offsetHeight - 4}px`;
  opener.setAttribute("aria-expanded", "true");
  menu.firstElementChild.focus();
}

function close(menu, opener, back = true) {
  if (!menu.matches(":popover-open")) return;
  if (back) opener.focus();
  opener.setAttribute("aria-expanded", "false");
  menu.hidePopover();
}

function walk(event, menu, opener) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    items[next % items.length].focus();
  } else if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(menu, opener);
  }
}
