// The messages of one conversation, kept up to date in place.

import { showBlocks } from "./blocks.js";
import { dateTemplate, dateText, dayText, timeText } from "./dates.js";
import { make, refresh, rememberFocus, restoreFocus } from "./elements.js";
import { face } from "./faces.js";
import { mrkdwnNodes } from "./mrkdwn.js";
import { Surface } from "./surface.js";

const TOGETHER = 5 * 60_000;
const NEAR_THE_END = 80;

class Message {
  #print = "";

  constructor(page, channel, ts) {
    this.page = page;
    this.surface = new Surface(page, { type: "message", channel, ts }, () => this.#blocks());
    this.parts = {
      face: make("div", { class: "side" }),
      heading: make("header", {}),
      body: make("div", { class: "body" }),
    };
    this.node = make("article", { "data-ts": ts, tabindex: "-1", class: "message" },
      this.parts.face, make("div", { class: "content" }, this.parts.heading, this.parts.body));
  }

  show(message, follows) {
    const print = this.page.reader.print(JSON.stringify([message, follows]));
    if (print === this.#print) return;
    this.#print = print;
    this.message = message;
    const author = this.page.reader.author(message.user);
    this.node.classList.toggle("follows", follows);
    this.node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.node.classList.toggle("carded", Boolean(message.blocks?.length));
    this.#heading(author);
    this.#blocks();
  }

  #heading(author) {
    const { message } = this;
    const { reader } = this.page;
    const at = Date.parse(message.at);
    const children = [
      make("span", { class: "author" }, author.real_name || author.name),
      author.is_bot ? make("span", { class: "badge" }, "App") : null,
      make("time", { datetime: message.at, title: dateText(at, reader) }, timeText(at, reader)),
      message.ephemeral ? make("span", { class: "only-you" }, "Only visible to you") : null,
    ].filter(Boolean);
    this.parts.heading.replaceChildren(...children);
    this.parts.face.replaceChildren(face(author));
    this.node.setAttribute("aria-label", `${author.real_name || author.name}, ${timeText(at, reader)}`);
  }

  #blocks() {
    const { message, surface } = this;
    const { body } = this.parts;
    const blocks = message.blocks ?? [];
    surface.form.follow(blocks, message.state?.values);
    if (blocks.length > 0) {
      body.querySelector(":scope > .text")?.remove();
      showBlocks(this.#within(body), blocks, surface);
    } else {
      body.replaceChildren(make("div", { class: "text" }, mrkdwnNodes(message.text ?? "", surface.reader)));
    }
    body.querySelector(":scope > .files")?.remove();
    if (message.files?.length) body.append(make("ul", { class: "files" }, ...message.files.map(fileEntry)));
    body.querySelector(":scope > .edited")?.remove();
    if (message.edited) body.append(make("span", { class: "edited" }, "(edited)"));
    body.querySelector(":scope > .thread")?.remove();
    if (!message.ephemeral) body.append(this.#thread());
  }

  /** What leads to its thread: to the message that began it, and to a reply of one's own. */
  #thread() {
    const { message, page } = this;
    const whose = this.node.getAttribute("aria-label");
    const began = message.thread_ts ?? message.ts;
    const reply = textButton("Reply in thread", `Reply in thread: ${whose}`, () => page.composer.reply(began, whose));
    if (began === message.ts) return make("p", { class: "thread" }, reply);
    const show = textButton("In a thread", `In a thread: show what ${whose} answers`, () => page.log.reveal(began));
    return make("p", { class: "thread" }, show, " · ", reply);
  }

  #within(body) {
    const present = body.querySelector(":scope > .blocks");
    if (present) return present;
    const blocks = make("div", { class: "blocks" });
    body.append(blocks);
    return blocks;
  }
}

export class MessageLog {
  #page;
  #views = new Map();
  #channel = null;
  #log = null;
  #atEnd = true;
  #height = 0;

  constructor(page, place) {
    this.#page = page;
    this.place = place;
    this.more = make("button", { type: "button", class: "button newer", hidden: true, on: { click: () => this.toEnd() } }, "New messages below");
  }

  /** Show a conversation; another than before starts with a fresh log, which is not read out. */
  show(channel, name, messages) {
    const entered = channel !== this.#channel;
    if (entered) this.#enter(channel, name);
    const log = this.#log;
    const atEnd = entered || this.#atEnd;
    const before = this.#views.size;
    const memory = rememberFocus(log);
    refresh(log, this.#entries(messages));
    this.#update(messages);
    restoreFocus(log, memory);
    if (atEnd) this.toEnd();
    else if (messages.length > before) this.more.hidden = false;
  }

  #enter(channel, name) {
    this.#channel = channel;
    this.#views = new Map();
    const log = make("div", { class: "log", role: "log", tabindex: "0", "aria-label": `Messages in ${name}` });
    this.#log = log;
    log.addEventListener("scroll", () => {
      // A log that has just got smaller has not been scrolled by anybody.
      if (log.clientHeight !== this.#height) return;
      this.#atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
      if (this.#atEnd) this.more.hidden = true;
    });
    // Whoever reads the end goes on reading it when the log gets smaller or longer.
    new ResizeObserver(() => this.#resized()).observe(log);
    this.place.replaceChildren(this.#log, this.more);
    this.toEnd();
  }

  #resized() {
    if (this.#atEnd) this.toEnd();
    this.#height = this.#log.clientHeight;
  }

  /** Leave the conversation, so that coming back starts afresh. */
  leave() {
    this.#channel = null;
    this.place.replaceChildren();
  }

  #entries(messages) {
    const { reader } = this.#page;
    const entries = [];
    let day = null;
    for (const message of messages) {
      const at = Date.parse(message.at);
      const today = dayText(at, reader.zone);
      if (today !== day) entries.push(this.#dayEntry(today, at));
      day = today;
      entries.push({ key: message.ts, print: "", build: () => this.#view(message.ts).node });
    }
    return entries;
  }

  #dayEntry(day, at) {
    const { reader } = this.#page;
    const words = dateTemplate(at / 1000, "{day_divider_pretty}", reader);
    return { key: `day ${day}`, print: words, build: () => make("div", { class: "day" }, make("span", {}, words)) };
  }

  #view(ts) {
    if (!this.#views.has(ts)) this.#views.set(ts, new Message(this.#page, this.#channel, ts));
    return this.#views.get(ts);
  }

  #update(messages) {
    for (const [index, message] of messages.entries()) {
      this.#view(message.ts).show(message, follows(messages[index - 1], message, this.#page.reader));
    }
    const present = new Set(messages.map((message) => message.ts));
    for (const ts of this.#views.keys()) if (!present.has(ts)) this.#views.delete(ts);
  }

  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#atEnd = true;
    this.more.hidden = true;
  }

  /** Bring one message into sight and give it the focus. */
  reveal(ts) {
    const view = this.#views.get(ts);
    if (!view) return;
    view.node.scrollIntoView({ block: "center" });
    view.node.focus({ preventScroll: true });
    view.node.classList.add("revealed");
    setTimeout(() => view.node.classList.remove("revealed"), 2500);
  }
}

function fileEntry(file) {
  const kilobytes = Math.max(1, Math.round(file.size / 1000));
  const link = make("a", { href: file.url_private_download, download: file.name }, file.title);
  return make("li", {}, link, make("span", { class: "size" }, ` ${kilobytes} kB`));
}

function textButton(words, name, act) {
  return make("button", { type: "button", class: "plain", "aria-label": name, on: { click: act } }, words);
}

function follows(previous, message, reader) {
  if (!previous || previous.user !== message.user || previous.ephemeral || message.ephemeral) return false;
  if (previous.thread_ts !== message.thread_ts) return false;
  const [before, at] = [Date.parse(previous.at), Date.parse(message.at)];
  return at - before < TOGETHER && dayText(before, reader.zone) === dayText(at, reader.zone);
}
