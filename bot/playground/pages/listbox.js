// A list of choices that floats beside a text field; the field keeps the focus.

import { freshId, make, setAttribute } from "./elements.js";

export class Listbox {
  #input;
  #choose;
  #choices = [];
  #current = -1;
  #open = false;

  /** `choose(item)` is called for a click or for Enter; `label` names the list. */
  constructor(input, label, choose) {
    this.#input = input;
    this.#choose = choose;
    this.node = make("div", { class: "listbox", role: "listbox", popover: "manual", id: freshId("list"), "aria-label": label });
    setAttribute(input, "aria-controls", this.node.id);
    this.hide();
  }

  get open() {
    return this.#open;
  }

  /** The item that Enter would take, or undefined. */
  get current() {
    return this.open ? this.#choices[this.#current]?.item : undefined;
  }

  /** Show groups [{label, items: [{title, detail, selected, …}]}], or `notice` when there are none. */
  show(groups, { notice = null, first = true } = {}) {
    this.#choices = [];
    const children = groups.map((group) => this.#group(group));
    if (this.#choices.length === 0 && notice === null) return this.hide();
    if (this.#choices.length === 0) children.push(make("div", { class: "notice" }, notice));
    this.node.replaceChildren(...children);
    this.#expand(true);
    if (!this.node.matches(":popover-open")) this.node.showPopover();
    this.#place();
    const selected = this.#choices.findIndex((choice) => choice.item.selected);
    this.#mark(selected >= 0 ? selected : first ? 0 : -1);
    return undefined;
  }

  /** A message bar is no combobox, and has no such state to tell. */
  #expand(open) {
    this.#open = open;
    if (this.#input.getAttribute("role") === "combobox") setAttribute(this.#input, "aria-expanded", String(open));
  }

  #group(group) {
    const options = group.items.map((item) => this.#option(item));
    if (!group.label) return make("div", { role: "presentation" }, options);
    const id = freshId("group");
    return make("div", { role: "group", "aria-labelledby": id }, make("div", { class: "group", id }, group.label), options);
  }

  #option(item) {
    const children = [make("span", { class: "title" }, item.title)];
    if (item.detail) children.push(make("span", { class: "detail" }, item.detail));
    const attributes = { role: "option", id: freshId("option"), class: "option", "aria-selected": "false" };
    const node = make("div", attributes, children);
    // The field must not lose the focus to the list before the choice is made.
    node.addEventListener("pointerdown", (event) => event.preventDefault());
    node.addEventListener("click", () => this.#choose(item));
    this.#choices.push({ item, node });
    return node;
  }

  #place() {
    const field = (this.#input.closest(".bar") ?? this.#input).getBoundingClientRect();
    const height = Math.min(this.node.scrollHeight, 320);
    const below = innerHeight - field.bottom > height + 12 || field.top < height + 12;
    const width = Math.max(Math.min(field.width, 560), Math.min(280, innerWidth - 16));
    const style = this.node.style;
    style.width = `${width}px`;
    style.left = `${Math.max(8, Math.min(field.left, innerWidth - width - 8))}px`;
    style.top = below ? `${field.bottom + 4}px` : "auto";
    style.bottom = below ? "auto" : `${innerHeight - field.top + 4}px`;
    style.maxHeight = `${Math.max(120, Math.min(320, (below ? innerHeight - field.bottom : field.top) - 12))}px`;
  }

  #mark(index) {
    this.#choices[this.#current]?.node.setAttribute("aria-selected", "false");
    this.#current = index;
    const choice = this.#choices[index];
    setAttribute(this.#input, "aria-activedescendant", choice?.node.id);
    choice?.node.setAttribute("aria-selected", "true");
    choice?.node.scrollIntoView({ block: "nearest" });
  }

  /** Put the mark one further (1) or one back (-1), round and round. */
  move(step) {
    const count = this.#choices.length;
    if (count > 0) this.#mark((this.#current + step + count) % count);
  }

  hide() {
    this.#expand(false);
    setAttribute(this.#input, "aria-activedescendant", null);
    this.#choices = [];
    this.#current = -1;
    if (this.node.isConnected && this.node.matches(":popover-open")) this.node.hidePopover();
  }
}
