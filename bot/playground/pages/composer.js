// The message bar: commands and people are completed, Enter sends, Up brings back earlier lines.

import { make } from "./elements.js";
import { Listbox } from "./listbox.js";
import { Recall } from "./recall.js";
import * as server from "./server.js";

const TALLEST = 160;

export class Composer {
  #page;
  #list;
  #span = null;
  #waiting = 0;
  #place = null;
  #thread = null;
  #sending = Promise.resolve();

  constructor(page, form) {
    this.#page = page;
    this.form = form;
    this.line = form.querySelector("textarea");
    this.hint = form.querySelector("#usage");
    this.thread = form.querySelector("#thread");
    this.button = form.querySelector("button");
    this.recall = new Recall(page.as);
    this.#list = new Listbox(this.line, "Suggestions", (item) => this.#accept(item));
    form.append(this.#list.node);
    form.addEventListener("submit", (event) => (event.preventDefault(), this.#send()));
    this.line.addEventListener("input", () => this.#typed());
    this.line.addEventListener("keydown", (event) => this.#key(event));
    this.line.addEventListener("blur", () => this.#list.hide());
  }

  /** Which conversation the line goes to. */
  show(conversation) {
    this.form.hidden = false;
    if (this.#place !== conversation.id) this.#leaveThread();
    this.#place = conversation.id;
    const name = conversation.kind === "channel" ? `#${conversation.name}` : conversation.name;
    this.line.setAttribute("aria-label", `Message ${name}`);
    this.line.placeholder = `Message ${name}, or / for a command`;
  }

  hide() {
    this.form.hidden = true;
  }

  /** Let the next line be a reply in the thread of a message, which is named. */
  reply(ts, whose) {
    this.#thread = ts;
    const leave = () => (this.#leaveThread(), this.line.focus());
    this.thread.replaceChildren(make("b", {}, "Reply in thread"), ` ${whose} `,
      make("button", { type: "button", class: "plain", on: { click: leave } }, "Leave the thread"));
    this.thread.hidden = false;
    this.line.focus();
  }

  #leaveThread() {
    this.#thread = null;
    this.thread.hidden = true;
    this.thread.replaceChildren();
  }

  /** Put a line into the bar, ready to be sent or changed. */
  put(text) {
    this.line.value = text;
    this.line.focus();
    this.line.setSelectionRange(text.length, text.length);
    this.#grow();
    this.#usage();
    this.#list.hide();
  }

  #typed() {
    this.#grow();
    this.#usage();
    this.recall.leave();
    this.#suggest();
  }

  #grow() {
    this.line.style.height = "auto";
    this.line.style.height = `${Math.min(this.line.scrollHeight, TALLEST)}px`;
  }

  /** Once a command is written, its usage stands above the bar. */
  #usage() {
    const word = this.line.value.split(/\s/, 1)[0];
    const command = this.#page.state.app.commands.find((each) => each.command === word);
    this.hint.replaceChildren();
    if (command) this.hint.append(make("b", {}, command.command), ` ${command.usage_hint || command.description || ""}`);
    this.hint.hidden = !command;
  }

  #suggest() {
    const before = this.line.value.slice(0, this.line.selectionStart);
    const items = this.#commands(before) ?? this.#people(before) ?? [];
    if (items.length === 0) this.#list.hide();
    else this.#list.show([{ items }]);
  }

  #commands(before) {
    if (!/^\/\S*$/.test(before)) return null;
    this.#span = [0, before.length];
    const found = this.#page.state.app.commands.filter((each) => each.command.startsWith(before));
    const commands = found.map((each) => ({
      title: `${each.command} ${each.usage_hint ?? ""}`.trim(),
      detail: each.description, text: each.command,
    }));
    const shortcuts = before === "/" ? this.#page.state.app.shortcuts : [];
    return [...commands, ...shortcuts.map((each) => ({ title: each.name, detail: each.description, shortcut: each.callback_id }))];
  }

  #people(before) {
    const found = /(?:^|[\s("'])@([\p{L}\p{N}._-]*)$/u.exec(before);
    if (!found) return null;
    this.#span = [before.length - found[1].length - 1, before.length];
    const typed = found[1].toLowerCase();
    return this.#page.reader.people
      .filter((each) => !each.deleted && names(each).some((name) => name.toLowerCase().startsWith(typed)))
      .sort((one, other) => (other.name === typed) - (one.name === typed))
      .map((each) => ({ title: each.real_name, detail: `@${each.name}`, text: `@${each.name}` }));
  }

  #accept(item) {
    if (item.shortcut) {
      this.put("");
      this.#page.ask(() => server.useShortcut(this.#page.as, item.shortcut));
      return;
    }
    const [start, end] = this.#span;
    const { value } = this.line;
    const rest = value.slice(end).replace(/^ /, "");
    this.line.value = `${value.slice(0, start)}${item.text} ${rest}`;
    const caret = start + item.text.length + 1;
    this.line.setSelectionRange(caret, caret);
    this.line.focus();
    this.#list.hide();
    this.#grow();
    this.#usage();
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#list.open && this.#listKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") this.#earlier(event);
    return undefined;
  }

  #listKey(event) {
    const { current } = this.#list;
    if (event.key === "ArrowDown") this.#list.move(1);
    else if (event.key === "ArrowUp") this.#list.move(-1);
    else if (event.key === "Escape") this.#list.hide();
    else if (event.key === "Tab" && current && !event.shiftKey) this.#accept(current);
    else if (event.key === "Enter" && current && !this.#complete(current)) this.#accept(current);
    else return false;
    return true;
  }

  /** Whoever has written the whole word means to send it. */
  #complete(item) {
    return this.line.value.slice(...this.#span) === item.text;
  }

  #earlier(event) {
    const { value, selectionStart, selectionEnd } = this.line;
    if (value !== "" && !this.recall.shows(value)) return;
    const edge = event.key === "ArrowUp" ? 0 : value.length;
    if (value.includes("\n") && (selectionStart !== edge || selectionEnd !== edge)) return;
    const line = this.recall.step(event.key === "ArrowUp" ? 1 : -1);
    if (line === null) return;
    event.preventDefault();
    this.put(line);
  }

  /** Lines leave one after the other, in the order in which they were written. */
  #send() {
    const text = this.line.value.trim();
    if (text === "") return;
    const thread = this.#thread;
    this.recall.add(text);
    this.put("");
    this.#leaveThread();
    this.#waiting += 1;
    this.#sending = this.#sending.then(() => this.#sendOne(text, thread));
  }

  async #sendOne(text, thread) {
    this.button.setAttribute("aria-busy", "true");
    const sent = await this.#page.say(text, thread);
    this.#waiting -= 1;
    if (this.#waiting === 0) this.button.removeAttribute("aria-busy");
    if (!sent && this.line.value === "") this.put(text);
  }
}

function names(person) {
  return [person.name, person.real_name, ...(person.real_name ?? "").split(" ")].filter(Boolean);
}
