// The left bar: who one is, and where one can go. Both are links, so that a person opens in a second window.

import { timeText, zoneName, zoneOf } from "./dates.js";
import { make, refresh } from "./elements.js";
import { face } from "./faces.js";

/** Show people and conversations; `page` knows the address of each. */
export function showSidebar(page, side) {
  const { state } = page;
  side.querySelector(".workspace").textContent = state.workspace.name;
  refresh(side.querySelector(".people"), page.reader.people.filter(plays).map((person) => personEntry(person, page)));
  const home = state.app.home_tab === false ? [] : [homeEntry(page)];
  const app = [...home, ...state.conversations.filter((each) => each.kind !== "channel").map((each) => placeEntry(each, page))];
  refresh(side.querySelector(".app"), app);
  showLetters(side.querySelector(".letters"), state.letters);
  refresh(side.querySelector(".channels"), state.conversations.filter((each) => each.kind === "channel").map((each) => placeEntry(each, page)));
}

/** Lead to the e-mails of people outside; where there is no mail, to nothing. */
function showLetters(letters, count) {
  letters.hidden = count === null;
  letters.querySelector("a").textContent = `E-mail of people outside (${count})`;
}

function plays(person) {
  return !person.is_bot && !person.deleted;
}

function personEntry(person, page) {
  const time = timeText(page.now, { locale: page.reader.locale, zone: zoneOf(person) });
  const mine = person.id === page.as;
  const detail = [zoneName(person), person.title].filter(Boolean).join(" · ");
  const build = () => make("li", {}, make("a", {
    class: "person", href: page.address({ as: person.id, place: null }), "aria-current": mine ? "true" : null,
    on: { click: (event) => page.follow(event) },
  }, face(person), make("span", { class: "who" },
    make("span", { class: "top" }, make("span", { class: "name" }, person.real_name || person.name),
      mine ? make("span", { class: "you" }, "you") : null, make("span", { class: "local" }, time)),
    make("span", { class: "detail" }, detail))));
  return { key: person.id, print: JSON.stringify([person, detail, time, mine]), build };
}

function placeEntry(conversation, page) {
  const sign = conversation.kind === "channel" ? "#" : "●";
  return entry(page, conversation.id, conversation.name, conversation.unread, sign);
}

function homeEntry(page) {
  return entry(page, "home", "Home", 0, "⌂");
}

function entry(page, id, name, unread, sign) {
  const here = page.place === id;
  const count = unread > 0 ? make("span", { class: "unread" }, String(unread), make("span", { class: "unseen" }, " unread")) : null;
  const build = () => make("li", {}, make("a", {
    class: unread > 0 ? "place fresh" : "place", href: page.address({ as: page.as, place: id }),
    "aria-current": here ? "page" : null, on: { click: (event) => page.follow(event) },
  }, make("span", { class: "sign", "aria-hidden": "true" }, sign), make("span", { class: "name" }, name), count));
  return { key: id, print: JSON.stringify([page.as, id, name, unread, here]), build };
}
