// What blocks stand on: a message, a form or the Home tab. It knows how to reach the app from there.

import { Form } from "./form.js";
import * as server from "./server.js";

export class Surface {
  #page;
  #container;
  #turns = new Map();
  #redraw;

  /**
   * `container` says to the app where it is: {type: "message", channel, ts} or {type: "view", view_id}.
   * `redraw()` shows the blocks again; `changed()` hears of everything that is put in.
   */
  constructor(page, container, redraw, changed) {
    this.#page = page;
    this.#container = container;
    this.#redraw = redraw;
    this.form = new Form(changed);
    this.errors = {};
  }

  get reader() {
    return this.#page.reader;
  }

  /** Grows each time the block must be built anew although the app has not changed it. */
  turn(block) {
    return this.#turns.get(block.block_id) ?? 0;
  }

  /** Show the block as the form has it, after a change that was taken back. */
  again(block) {
    this.#turns.set(block.block_id, this.turn(block) + 1);
    this.#redraw();
  }

  #where(block, element) {
    return { as: this.#page.as, container: this.#container, block_id: block.block_id, action_id: element.action_id };
  }

  /** Tell the app what was pressed or picked. A second press while the first is under way does nothing. */
  async press(block, element, action, node) {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    try {
      const body = { ...this.#where(block, element), action, state: this.form.touched() };
      // What fails in a message is told there, by a line that only this person sees.
      await this.#page.ask(() => server.press(body), { toldElsewhere: this.#container.type === "message" });
    } finally {
      node.removeAttribute("aria-busy");
    }
  }

  /** What the app offers for this query, or null when it does not answer. */
  async options(block, element, query) {
    try {
      const answer = await server.options({ ...this.#where(block, element), query });
      return answer.options || answer.option_groups ? answer : null;
    } catch (error) {
      if (error instanceof server.NoAnswer) return null;
      throw error;
    }
  }
}
