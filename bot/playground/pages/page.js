// The page of one person: what the server says they see, and what they do.

import { ClockBar } from "./clockbar.js";
import { Composer } from "./composer.js";
import { zoneOf, dayText } from "./dates.js";
import { HomeTab } from "./home.js";
import { foldHints, showHints } from "./hints.js";
import { MessageLog } from "./messages.js";
import { Modals } from "./modal.js";
import { sentenceFor } from "./problems.js";
import * as server from "./server.js";
import { showSidebar } from "./sidebar.js";

/** Who tells people in Slack's own name that something went wrong. */
const SLACKBOT = { id: "USLACKBOT", name: "slackbot", real_name: "Slackbot", is_bot: true };

const byId = (id) => document.getElementById(id);

export class Page {
  #loading = null;
  #dirty = false;

  constructor(state, place) {
    this.as = state.me.id;
    this.place = place;
    this.#take(state);
    this.log = new MessageLog(this, byId("log"));
    this.home = new HomeTab(this, byId("home"));
    this.modals = new Modals(this);
    this.composer = new Composer(this, byId("composer"));
    this.clock = new ClockBar(this, byId("clock"));
  }

  #take(state) {
    this.state = state;
    this.now = Date.parse(state.clock.now);
    this.reader = readerOf(state, this.now);
  }

  /** Ask the server for the present state and show it; calls during a call make one more. */
  load() {
    this.#dirty = true;
    this.#loading ??= this.#loadAll().finally(() => (this.#loading = null));
    return this.#loading;
  }

  async #loadAll() {
    while (this.#dirty) {
      this.#dirty = false;
      this.#take(await server.fetchState(this.as));
      this.show();
    }
  }

  show() {
    const conversation = this.#conversation();
    showSidebar(this, byId("side"));
    this.clock.show(this.state.clock);
    this.#heading(conversation);
    if (conversation) this.#showConversation(conversation);
    else this.#showHome();
    this.modals.show(this.state.views ?? []);
  }

  #conversation() {
    return this.state.conversations.find((each) => each.id === this.place);
  }

  #heading(conversation) {
    const name = conversation ? nameOf(conversation) : `${this.state.app.name}: Home`;
    byId("title").textContent = name;
    const unread = this.#unread(conversation);
    document.title = `${unread > 0 ? `(${unread}) ` : ""}${name} · ${this.reader.me.real_name} · ${this.state.workspace.name}`;
  }

  /** How much is unread; what comes in somewhere else is told to those who do not see the left bar. */
  #unread(here) {
    const elsewhere = this.state.conversations.filter((each) => each.unread > 0 && each !== here);
    const sum = elsewhere.reduce((total, each) => total + each.unread, 0);
    if (sum > this.unread) this.announce(`New message in ${elsewhere.map((each) => each.name).join(", ")}`);
    this.unread = sum;
    return sum;
  }

  #showConversation(conversation) {
    byId("home").hidden = true;
    byId("log").hidden = false;
    this.log.show(conversation.id, nameOf(conversation), this.#messages(conversation));
    this.composer.show(conversation);
    showHints(this, byId("hints"));
    if (conversation.unread > 0 && document.visibilityState === "visible") server.markRead(this.as, conversation.id).catch(() => {});
  }

  #messages(conversation) {
    return this.state.messages[conversation.id] ?? [];
  }

  #showHome() {
    this.log.leave();
    byId("log").hidden = true;
    byId("hints").hidden = true;
    this.composer.hide();
    byId("home").hidden = false;
    this.home.show(this.state.home);
  }

  /** The address of a person or place, for links. */
  address({ as, place }) {
    const query = new URLSearchParams({ as, ...(place ? { in: place } : {}) });
    return `/?${query}`;
  }

  /** A plain click on a link of the same person changes the place without loading the page anew. */
  follow(event) {
    const target = new URL(event.currentTarget.href);
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (target.searchParams.get("as") !== this.as) return;
    event.preventDefault();
    history.pushState(null, "", target);
    this.go(target.searchParams.get("in"));
  }

  /** Show another place and put the focus where one starts there. */
  go(place) {
    this.place = place;
    this.problem(null);
    this.closeSide();
    this.show();
    this.entered();
    (place === "home" ? byId("title") : this.composer.line).focus();
  }

  /** Tell the app, as Slack does, that its Home or its messages are looked at. */
  entered() {
    const tab = this.place === "home" ? "home" : "messages";
    if (tab === "home" || this.#conversation()?.kind === "im") this.ask(() => server.openTab(this.as, tab), { toldElsewhere: true });
  }

  closeSide() {
    document.body.classList.remove("side-open");
    byId("menu").setAttribute("aria-expanded", "false");
  }

  /** Show one message of a conversation, if both are there. */
  reveal({ channel, ts }) {
    if (!this.state.conversations.some((each) => each.id === channel)) return;
    if (this.place !== channel) this.go(channel);
    this.log.reveal(ts);
  }

  /** Send a line to where one is; false when it never left. A command that failed says so in the conversation. */
  async say(text, thread = null) {
    foldHints(byId("hints"));
    this.log.toEnd();
    const answer = await this.ask(() => server.type(this.as, this.place, text, thread), { toldElsewhere: text.startsWith("/") });
    return answer !== null;
  }

  async move(body) {
    const answer = await this.ask(() => server.moveClock(body));
    return answer !== null && answer.ok !== false;
  }

  /** Do something with the server, show what follows, and say so when it fails, unless a message does. */
  async ask(act, { toldElsewhere = false } = {}) {
    this.problem(null);
    try {
      const answer = await act();
      await this.load();
      if (answer?.ok === false && !toldElsewhere) this.problem(answer.sentence || sentenceFor(answer.error));
      return answer;
    } catch (error) {
      if (!(error instanceof server.NoAnswer)) throw error;
      this.problem(error.message);
      return null;
    }
  }

  /** Show a problem where the person is; null takes it away. */
  problem(sentence) {
    const place = byId("problem");
    place.hidden = !sentence || this.modals.open;
    place.querySelector("p").textContent = sentence ?? "";
    if (this.modals.open) this.modals.problem(sentence ?? "");
  }

  /** Tell screen readers. */
  announce(sentence) {
    byId("status").textContent = sentence;
  }
}

function nameOf(conversation) {
  return conversation.kind === "channel" ? `# ${conversation.name}` : conversation.name;
}

/** What rendering wants to know of the person who reads. */
function readerOf(state, now) {
  const people = new Map(state.people.map((person) => [person.id, person]));
  const places = new Map(state.conversations.map((each) => [each.id, each]));
  people.set(SLACKBOT.id, SLACKBOT);
  const zone = zoneOf(state.me);
  return {
    me: state.me, people: state.people, conversations: state.conversations, now, zone,
    locale: state.me.locale || "en-US",
    person: (id) => people.get(id),
    author: (id) => people.get(id) ?? { id, name: id },
    conversation: (id) => places.get(id),
    print: (text) => `${text} ${state.me.id} ${zone} ${state.me.locale} ${dayText(now, zone)} ${text.includes("{ago}") ? Math.floor(now / 60_000) : ""}`,
  };
}
