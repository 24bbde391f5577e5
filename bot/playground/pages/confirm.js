// The question before a deed, as the app words it.

import { freshId, make } from "./elements.js";
import { plainText, textNodes } from "./mrkdwn.js";

/** Ask; answers true for the confirming button, false for anything else. */
export function confirmed(confirm, reader) {
  const title = freshId("confirm");
  const dialog = make("dialog", { class: "confirm", role: "alertdialog", "aria-modal": "true", "aria-labelledby": title });
  const yes = make("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}` }, plainText(confirm.confirm) || "Confirm");
  const no = make("button", { type: "button", class: "button" }, plainText(confirm.deny) || "Cancel");
  dialog.append(
    make("h2", { id: title }, plainText(confirm.title) || "Are you sure?"),
    make("div", { class: "text" }, textNodes(confirm.text, reader)),
    make("div", { class: "buttons" }, no, yes),
  );
  return asked(dialog, yes, no);
}

function asked(dialog, yes, no) {
  const before = document.activeElement;
  document.body.append(dialog);
  dialog.showModal();
  no.focus();
  return new Promise((resolve) => {
    const answer = (value) => () => {
      dialog.remove();
      before?.focus();
      resolve(value);
    };
    yes.addEventListener("click", answer(true));
    no.addEventListener("click", answer(false));
    dialog.addEventListener("close", answer(false));
  });
}
