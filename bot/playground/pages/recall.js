// The lines somebody has sent in this window, for the Up key.

const KEPT = 50;

export class Recall {
  #key;
  #at = 0;

  constructor(as) {
    this.#key = `lines of ${as}`;
    try {
      this.lines = JSON.parse(sessionStorage.getItem(this.#key)) ?? [];
    } catch {
      this.lines = [];
    }
  }

  add(line) {
    this.lines = [line, ...this.lines.filter((each) => each !== line)].slice(0, KEPT);
    this.#at = 0;
    sessionStorage.setItem(this.#key, JSON.stringify(this.lines));
  }

  /** Whether this text is the line brought back last, unchanged. */
  shows(text) {
    return this.#at > 0 && this.lines[this.#at - 1] === text;
  }

  leave() {
    this.#at = 0;
  }

  /** One line earlier (1) or later (-1); after the latest comes the empty line. null: there is none. */
  step(by) {
    const next = this.#at + by;
    if (next < 0 || next > this.lines.length) return null;
    this.#at = next;
    return next === 0 ? "" : this.lines[next - 1];
  }
}
