// The app's Home tab.

import { showBlocks } from "./blocks.js";
import { make, rememberFocus, restoreFocus } from "./elements.js";
import { Surface } from "./surface.js";

export class HomeTab {
  #page;
  #surface = null;
  #id = null;

  constructor(page, place) {
    this.#page = page;
    this.place = place;
  }

  /** Show the view that the app has published, or say that there is none yet. */
  show(view) {
    this.view = view;
    if (!view) {
      this.place.replaceChildren(make("p", { class: "empty" }, `${this.#page.state.app.name} has not put anything here yet.`));
      this.#id = null;
      return;
    }
    if (view.id !== this.#id) this.#enter(view);
    this.#surface.form.follow(view.blocks, view.state?.values);
    this.#draw();
  }

  #enter(view) {
    this.#id = view.id;
    this.#surface = new Surface(this.#page, { type: "view", view_id: view.id }, () => this.#draw());
    this.blocks = make("div", { class: "blocks" });
    this.place.replaceChildren(this.blocks);
  }

  #draw() {
    const memory = rememberFocus(this.place);
    showBlocks(this.blocks, this.view.blocks, this.#surface);
    restoreFocus(this.place, memory);
  }
}
