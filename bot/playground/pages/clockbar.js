// The house clock: what time it is in the demo, and how to move on.

import { dateText, fieldInstant, fieldText, nextDay, spanText, timeText, zoneName } from "./dates.js";

const MINUTE = 60;

export class ClockBar {
  #page;
  #touched = false;
  #moving = Promise.resolve();

  constructor(page, bar) {
    this.#page = page;
    this.bar = bar;
    this.field = bar.querySelector("input");
    this.buttons = [...bar.querySelectorAll("button.move")];
    const [reminder, minutes, hour, day] = this.buttons;
    reminder.addEventListener("click", () => this.#move(() => ({ to: "upcoming" }), reminder));
    minutes.addEventListener("click", () => this.#move(() => ({ by: 10 * MINUTE }), minutes));
    hour.addEventListener("click", () => this.#move(() => ({ by: 60 * MINUTE }), hour));
    day.addEventListener("click", () => this.#move(() => ({ to: this.#tomorrow() }), day));
    bar.querySelector("form").addEventListener("submit", (event) => this.#free(event));
    this.field.addEventListener("input", () => (this.#touched = true));
    this.#toggle(bar.querySelector("button.toggle"));
  }

  #toggle(button) {
    button.addEventListener("click", () => {
      const open = this.bar.classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
    });
  }

  #tomorrow() {
    return new Date(nextDay(this.#page.now, this.#page.reader.zone)).toISOString();
  }

  /** Show the clock of the state. */
  show(clock) {
    const { reader, now } = this.#page;
    this.bar.querySelector(".date").textContent = dateText(now, reader);
    this.bar.querySelector(".time").textContent = timeText(now, reader);
    this.bar.querySelector(".zone").textContent = zoneName(reader.me);
    this.bar.querySelector("time").setAttribute("datetime", clock.now);
    this.bar.classList.toggle("fixed", !clock.movable);
    this.#upcoming(clock.upcoming ? Date.parse(clock.upcoming) : null);
    if (!this.#touched && document.activeElement !== this.field) this.field.value = fieldText(now, reader.zone);
  }

  #upcoming(instant) {
    const { reader, now } = this.#page;
    const [reminder] = this.buttons;
    reminder.setAttribute("aria-disabled", String(instant === null));
    reminder.title = instant === null
      ? "No reminder is planned"
      : `In ${spanText(instant - now)}: ${dateText(instant, reader)}, ${timeText(instant, reader)}`;
  }

  #free(event) {
    event.preventDefault();
    const instant = fieldInstant(this.field.value, this.#page.reader.zone);
    if (instant === null) this.#page.problem("Choose a day and a time first.");
    else this.#move(() => ({ to: new Date(instant).toISOString() }), event.submitter ?? this.bar.querySelector(".go"));
  }

  /** Moves happen one after the other; `body()` is asked when its turn has come. */
  #move(body, button) {
    if (button.getAttribute("aria-disabled") === "true") return;
    this.#touched = false;
    button.setAttribute("aria-busy", "true");
    this.#moving = this.#moving.then(() => this.#moveOnce(body(), button));
  }

  async #moveOnce(body, button) {
    const moved = await this.#page.move(body);
    button.removeAttribute("aria-busy");
    if (moved) this.#page.announce(`It is now ${timeText(this.#page.now, this.#page.reader)}, ${dateText(this.#page.now, this.#page.reader)}.`);
  }
}
