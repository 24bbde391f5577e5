// The stack of forms. The top one is shown; what is typed in any of them is kept.

import { showBlocks } from "./blocks.js";
import { freshId, make, rememberFocus, restoreFocus } from "./elements.js";
import { plainText } from "./mrkdwn.js";
import * as server from "./server.js";
import { Surface } from "./surface.js";

const DRAFT_PAUSE = 300;

export class Modals {
  #page;
  #surfaces = new Map();
  #views = [];
  #dialog = null;
  #opener = null;
  #timer = null;
  #sent = Promise.resolve();
  #busy = null; // The view about which the app is asked, and the promise of its end.

  constructor(page) {
    this.#page = page;
    addEventListener("pagehide", () => this.#flush());
  }

  get open() {
    return this.#dialog !== null;
  }

  get #top() {
    return this.#views.at(-1);
  }

  /** Follow the stack that the server has, bottom first. */
  show(views) {
    this.#views = views;
    const present = new Set(views.map((view) => view.id));
    for (const id of this.#surfaces.keys()) if (!present.has(id)) this.#surfaces.delete(id);
    for (const view of views) this.#surface(view).form.follow(view.blocks, view.state?.values);
    if (views.length === 0) this.#leave();
    else this.#draw();
  }

  #surface(view) {
    if (!this.#surfaces.has(view.id)) {
      const container = { type: "view", view_id: view.id };
      const changed = () => this.#changed(view.id);
      this.#surfaces.set(view.id, new Surface(this.#page, container, () => this.#draw(), changed));
    }
    const surface = this.#surfaces.get(view.id);
    if (surface.hash !== view.hash || surface.told !== JSON.stringify(view.errors)) {
      surface.errors = view.errors ?? {};
      surface.told = JSON.stringify(view.errors);
      surface.hash = view.hash;
    }
    return surface;
  }

  #changed(id) {
    clearTimeout(this.#timer);
    this.pending = id;
    this.#timer = setTimeout(() => this.#flush(), DRAFT_PAUSE);
  }

  /** Send what is typed and not kept yet; forms that were closed meanwhile need no keeping. */
  #flush() {
    clearTimeout(this.#timer);
    const id = this.pending;
    const surface = this.#surfaces.get(id);
    this.pending = null;
    if (!id || !surface) return;
    this.#sent = server.keepDraft(this.#page.as, id, surface.form.touched()).catch(() => {});
  }

  #draw() {
    const entering = this.#dialog === null;
    if (entering) this.#enter();
    const view = this.#top;
    const memory = rememberFocus(this.#dialog);
    const turned = this.shown !== view.id;
    this.shown = view.id;
    this.#heading(view);
    showBlocks(this.parts.blocks, view.blocks, this.#surface(view));
    if (entering) this.#dialog.showModal();
    if (entering || turned) this.#focusFirst();
    else restoreFocus(this.#dialog, memory);
  }

  #enter() {
    this.#opener = rememberFocus(document.body);
    const title = freshId("title");
    this.parts = {
      back: make("button", { type: "button", class: "plain back", on: { click: () => this.#close(false) } }, "‹ Back"),
      title: make("h2", { id: title }),
      leave: make("button", { type: "button", class: "plain leave", "aria-label": "Close the form", on: { click: () => this.#close(true) } }, "×"),
      blocks: make("div", { class: "blocks" }),
      problem: make("div", { class: "problem", role: "alert" }),
      close: make("button", { type: "button", class: "button", on: { click: () => this.#close(false) } }),
      submit: make("button", { type: "submit", class: "button primary" }),
    };
    const { back, leave, blocks, problem, close, submit } = this.parts;
    const form = make("form", { novalidate: true, on: { submit: (event) => (event.preventDefault(), this.#submit()) } },
      make("header", {}, back, this.parts.title, leave), make("div", { class: "scroll" }, blocks, problem), make("footer", {}, close, submit));
    this.#dialog = make("dialog", { class: "modal", role: "dialog", "aria-modal": "true", "aria-labelledby": title }, form);
    this.#dialog.addEventListener("keydown", (event) => this.#escape(event));
    this.#dialog.addEventListener("cancel", (event) => event.preventDefault());
    document.body.append(this.#dialog);
  }

  #heading(view) {
    const { back, title, close, submit } = this.parts;
    back.hidden = this.#views.length < 2;
    title.textContent = plainText(view.title);
    close.textContent = plainText(view.close) || (this.#views.length > 1 ? "Back" : "Cancel");
    back.hidden = back.hidden || close.textContent === "Back";
    submit.textContent = plainText(view.submit) || "Submit";
    submit.hidden = !view.submit;
    this.#dialog.dataset.viewId = view.id;
    this.#dialog.dataset.callbackId = view.callback_id ?? "";
  }

  /** The field the app wishes, else the first one; a form without fields is entered at its title. */
  #focusFirst() {
    const { blocks, title } = this.parts;
    const field = blocks.querySelector("[autofocus]") ?? blocks.querySelector(":is(input, textarea, select, button, a):not([hidden])");
    title.tabIndex = -1;
    (field ?? title).focus();
    this.#dialog.querySelector(".scroll").scrollTop = 0;
  }

  #escape(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    this.#close(false);
  }

  async #close(all) {
    const { id } = this.#top;
    await this.#during(id, () => server.close(this.#page.as, id, all));
  }

  async #submit() {
    const { id } = this.#top;
    const answer = await this.#during(id, async () => {
      await this.#sent;
      return server.submit(this.#page.as, id, this.#surfaces.get(id).form.touched());
    });
    if (this.#top?.id !== id) return;
    if (answer?.errors) this.#dialog.querySelector("[aria-invalid=true], .wrong :is(input, select, textarea)")?.focus();
    else if (answer?.ok) this.#focusFirst(); // It came back with something to be read first.
  }

  /**
   * One thing at a time: while the app is asked about a form, that form waits and says so. What is
   * done meanwhile to another one, which came up on top of it, is done afterwards if it is still there.
   */
  async #during(id, act) {
    if (this.#busy?.id === id) return null;
    while (this.#busy) await this.#busy.ended.catch(() => {});
    if (this.#top?.id !== id) return null;
    clearTimeout(this.#timer);
    this.pending = null;
    const ended = this.#asking(act);
    this.#busy = { id, ended };
    return ended;
  }

  async #asking(act) {
    this.#dialog.setAttribute("aria-busy", "true");
    try {
      return await this.#page.ask(act);
    } finally {
      this.#busy = null;
      this.#dialog?.removeAttribute("aria-busy");
    }
  }

  /** Say what went wrong inside the form, where it can be heard. */
  problem(sentence) {
    this.parts.problem.textContent = sentence;
  }

  #leave() {
    if (this.#dialog === null) return;
    this.#dialog.remove();
    this.#dialog = null;
    this.shown = null;
    if (this.#opener) restoreFocus(document.body, this.#opener);
  }
}
