// A field in which one searches and picks: people, options from the app, conversations.

import { make } from "./elements.js";
import { Listbox } from "./listbox.js";

const PAUSE = 200;

/**
 * `load(query)` answers groups of items ({title, detail, value}) or a promise of them;
 * `picked(item|null)` is told of each choice; `several` keeps a row of chosen items instead of one.
 */
export class Picker {
  #options;
  #list;
  #timer = null;
  #asked = 0;
  #chosen;

  constructor({ label, placeholder, load, picked, chosen, minimum = 0, remote = false, several = false, attributes = {} }) {
    this.#options = { load, picked, minimum, remote, several };
    this.#chosen = chosen;
    this.input = make("input", {
      type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", class: "field",
      "aria-autocomplete": "list", "aria-label": label, placeholder, ...attributes,
    });
    this.#list = new Listbox(this.input, label ?? "Choices", (item) => this.#take(item));
    this.clearing = make("button", { type: "button", class: "clear", "aria-label": "Clear", on: { click: () => this.#clear() } }, "×");
    this.chips = make("div", { class: "chips" });
    this.node = make("div", { class: "picker" }, this.chips, make("div", { class: "picking" }, this.input, this.clearing), this.#list.node);
    this.#listen();
    this.#show();
  }

  #listen() {
    this.input.addEventListener("input", () => this.#search());
    this.input.addEventListener("click", () => this.#open());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#leave());
  }

  #show() {
    const one = this.#options.several ? null : this.#chosen;
    this.input.value = one?.title ?? "";
    this.clearing.hidden = !one;
    if (this.#options.several) this.#showChips();
  }

  #showChips() {
    this.chips.replaceChildren(...this.#chosen.map((item) =>
      make("button", { type: "button", class: "chip", "aria-label": `Remove ${item.title}`, on: { click: () => this.#drop(item) } }, item.title, make("span", { "aria-hidden": "true" }, " ×"))));
  }

  #drop(item) {
    this.#chosen = this.#chosen.filter((each) => each !== item);
    this.#tell();
    this.input.focus();
  }

  #open() {
    if (!this.#list.open) {
      this.input.select();
      this.#ask("");
    }
  }

  /** Enter must never take what an earlier query has found, so that list goes at once. */
  #search() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    const query = this.input.value.trim();
    if (!this.#options.remote || query.length < this.#options.minimum) return void this.#ask(query);
    this.#list.show([], { notice: "Searching…" });
    this.#timer = setTimeout(() => this.#ask(query), PAUSE);
  }

  async #ask(query) {
    clearTimeout(this.#timer);
    const turn = ++this.#asked;
    const missing = this.#options.minimum - query.length;
    if (missing > 0) {
      const letters = missing === 1 ? "letter" : "letters";
      this.#list.show([], { notice: `Type ${missing} more ${letters}` });
      return;
    }
    const answer = this.#options.load(query);
    if (answer instanceof Promise) this.#list.show([], { notice: "Searching…" });
    const groups = await answer;
    if (turn !== this.#asked || document.activeElement !== this.input) return;
    if (groups === null) this.#list.show([], { notice: "The options could not be loaded. Type again to retry." });
    else this.#list.show(groups, { notice: "Nothing found" });
  }

  #take(item) {
    this.#asked += 1;
    this.#chosen = this.#options.several ? [...this.#chosen.filter((each) => each.key !== item.key), item] : item;
    this.#tell();
  }

  #clear() {
    this.#chosen = null;
    this.#tell();
    this.input.focus();
  }

  #tell() {
    this.#list.hide();
    this.#show();
    this.#options.picked(this.#chosen);
  }

  #leave() {
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#list.hide();
    this.#show();
  }

  #key(event) {
    const { open, current } = this.#list;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#list.move(event.key === "ArrowDown" ? 1 : -1);
      else this.#ask("");
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (current) this.#take(current);
      else if (!open) this.#ask("");
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.#leave();
    } else if (event.key === "Backspace" && this.input.value === "" && this.#options.several && this.#chosen.length > 0) {
      this.#drop(this.#chosen.at(-1));
    }
  }
}
