// Where the page begins.

import { Page } from "./page.js";
import * as server from "./server.js";

const CLOCK_PAUSE = 15_000;

/** Links to messages name no reader: they are for whoever this window is. */
const WHO = "who this window is";

async function start() {
  const query = new URLSearchParams(location.search);
  const wanted = messageAt(location);
  const state = await firstState(query.get("as") ?? sessionStorage.getItem(WHO));
  sessionStorage.setItem(WHO, state.me.id);
  const page = new Page(state, placeOf(state, wanted?.channel ?? query.get("in")));
  page.show();
  document.body.classList.add("ready");
  keepUp(page);
  listen(page);
  page.entered();
  if (wanted) page.reveal(wanted);
  else if (!page.modals.open && page.place !== "home") page.composer.line.focus();
}

/** An unknown person in the address (an older demo's link, say) becomes the first one. */
async function firstState(as) {
  const state = await server.fetchState(as);
  if (state.me) return state;
  return server.fetchState(null);
}

/** The message that a permalink of this playground points to, or null. */
function messageAt(address) {
  const found = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(address.pathname);
  return found && { channel: found[1], ts: `${found[2]}.${found[3]}` };
}

/** The place of the address, else the conversation with the app, else the first there is. */
function placeOf(state, wanted) {
  const ids = state.conversations.map((each) => each.id);
  if (wanted === "home" || ids.includes(wanted)) return wanted;
  return state.conversations.find((each) => each.kind !== "channel")?.id ?? ids[0] ?? "home";
}

function keepUp(page) {
  const load = () => page.load().catch(() => {});
  const lost = document.getElementById("lost");
  server.watch(page.as, load, (up) => {
    if (up && !lost.hidden) load();
    lost.hidden = up;
  });
  // The house clock goes on by itself and sends no event for it.
  setInterval(load, CLOCK_PAUSE);
  addEventListener("visibilitychange", load);
}

function listen(page) {
  addEventListener("popstate", () => {
    const wanted = new URLSearchParams(location.search).get("in");
    page.go(placeOf(page.state, wanted));
  });
  document.getElementById("menu").addEventListener("click", (event) => {
    const open = document.body.classList.toggle("side-open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const wanted = link && link.origin === location.origin && messageAt(link);
    if (!wanted || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    page.reveal(wanted);
  });
  document.querySelector("#problem button").addEventListener("click", () => page.problem(null));
}

start().catch((error) => {
  document.getElementById("problem").hidden = false;
  document.querySelector("#problem p").textContent = error instanceof server.NoAnswer ? error.message : "The page could not be shown.";
  if (!(error instanceof server.NoAnswer)) throw error;
});
