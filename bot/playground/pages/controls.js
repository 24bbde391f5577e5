// The interactive elements of Block Kit, each a function (element, place) -> node.
// place: {block, surface, name, id, labelledBy, describedBy, invalid, required, dispatches}
// says where the element stands, what it is called and whether a change goes to the app at once.

import { button, overflow } from "./buttons.js";
import { make } from "./elements.js";
import { choices, dateInput, dateTimeInput, staticSelect, textInput, timeInput } from "./fields.js";
import { conversations, external, fixed, picker, users } from "./pickers.js";

const CONTROLS = {
  button,
  overflow,
  plain_text_input: textInput({ type: "text" }),
  url_text_input: textInput({ type: "url" }),
  email_text_input: textInput({ type: "email" }),
  number_input: textInput({ type: "text", inputmode: "decimal" }),
  datepicker: dateInput,
  timepicker: timeInput,
  datetimepicker: dateTimeInput,
  static_select: staticSelect,
  multi_static_select: picker(fixed),
  external_select: picker(external),
  multi_external_select: picker(external),
  users_select: picker(users),
  multi_users_select: picker(users),
  conversations_select: picker(conversations("selected_conversation")),
  channels_select: picker(conversations("selected_channel")),
  radio_buttons: choices("radio", "selected_option"),
  checkboxes: choices("checkbox", "selected_options"),
};

/** The node of one element; unknown ones say so instead of disappearing. */
export function control(element, place) {
  const build = CONTROLS[element.type];
  if (build) return build(element, place);
  return make("span", { class: "unknown" }, `(${element.type} is not shown here)`);
}
