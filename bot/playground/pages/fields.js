// Fields to type into, dates and times, menus, radio buttons and checkboxes: native inputs all.

import { changed, common, settling, whenSettled } from "./acting.js";
import { fieldInstant, fieldText, zoneName } from "./dates.js";
import { freshId, make } from "./elements.js";
import { plainText } from "./mrkdwn.js";

/** A field for text; `type` holds the attributes of its kind. */
export function textInput(type) {
  return (element, place) => {
    const { block, surface } = place;
    const attributes = {
      ...common(element, place), class: "field", placeholder: plainText(element.placeholder) || null,
      minlength: element.min_length, maxlength: element.max_length, autocomplete: "off",
    };
    const node = element.multiline
      ? make("textarea", { ...attributes, rows: 4 })
      : make("input", { ...attributes, ...type });
    node.value = surface.form.value(block, element) ?? "";
    const triggers = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
    const send = () => surface.press(block, element, { value: node.value || null }, node);
    const typing = settling(() => triggers.includes("on_character_entered") && place.dispatches && send());
    node.addEventListener("input", () => {
      surface.form.set(block, element, node.value || null);
      typing();
    });
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || !place.dispatches) return;
      if (element.multiline || !triggers.includes("on_enter_pressed")) return;
      event.preventDefault();
      send();
    });
    return node;
  };
}

/** Native date and time fields, which browsers already make usable by keyboard and by finger. */
function momentInput(type, field, read, write) {
  return (element, place) => {
    const { block, surface } = place;
    const zone = surface.reader.zone;
    const node = make("input", { ...common(element, place), type, class: "field" });
    const value = surface.form.value(block, element);
    node.value = value === null ? "" : write(value, zone);
    const commit = () => {
      const next = node.value ? read(node.value, zone) : null;
      if (next !== surface.form.value(block, element)) changed(element, place, next, { [field]: next }, node);
    };
    whenSettled(node, commit, place.dispatches);
    return node;
  };
}

export const dateInput = momentInput("date", "selected_date", (text) => (text >= "1900" ? text : null), (value) => value);
const timeField = momentInput("time", "selected_time", (text) => text.slice(0, 5), (value) => value);
const dateTimeField = momentInput(
  "datetime-local", "selected_date_time",
  (text, zone) => (text >= "1900" ? Math.floor(fieldInstant(text, zone) / 1000) : null),
  (value, zone) => fieldText(value * 1000, zone),
);

/** A date and a time on the reader's clocks, with their zone beside it. */
export function dateTimeInput(element, place) {
  return make("span", { class: "with-note" }, dateTimeField(element, place), make("span", { class: "note" }, zoneName(place.surface.reader.me)));
}

/** A time of day; a zone that the app names is shown, and converts nothing. */
export function timeInput(element, place) {
  const note = element.timezone ? make("span", { class: "note" }, `${zoneName({ tz: element.timezone })} time`) : null;
  return note ? make("span", { class: "with-note" }, timeField(element, place), note) : timeField(element, place);
}

/** A menu of fixed options. */
export function staticSelect(element, place) {
  const { block, surface } = place;
  const options = (element.option_groups ?? [{ options: element.options }]).flatMap((group) => group.options);
  const node = make("select", { ...common(element, place), class: "field" });
  node.append(make("option", { value: "" }, plainText(element.placeholder) || "Choose…"), ...selectChildren(element));
  const current = surface.form.value(block, element);
  node.value = current === null ? "" : current.value;
  const detail = make("span", { class: "note" });
  const describe = () => (detail.textContent = plainText(options.find((each) => each.value === node.value)?.description));
  const commit = () => {
    const option = options.find((each) => each.value === node.value) ?? null;
    if (option?.value === surface.form.value(block, element)?.value) return;
    changed(element, place, option, { selected_option: option }, node);
  };
  node.addEventListener("change", describe);
  whenSettled(node, commit, place.dispatches);
  describe();
  return options.some((each) => each.description) ? make("span", { class: "with-note below" }, node, detail) : node;
}

function selectChildren(element) {
  const child = (option) => make("option", { value: option.value }, plainText(option.text));
  if (!element.option_groups) return element.options.map(child);
  return element.option_groups.map((group) => make("optgroup", { label: plainText(group.label) }, group.options.map(child)));
}

/** Radio buttons and checkboxes: native inputs in a named group. */
export function choices(type, field) {
  return (element, place) => {
    const { block, surface } = place;
    const name = freshId("choice");
    const group = make("div", {
      role: type === "radio" ? "radiogroup" : "group", class: "choices", ...common(element, place),
      id: null, "aria-label": place.labelledBy ? null : place.name, "aria-labelledby": place.labelledBy,
    });
    const chosen = [surface.form.value(block, element)].flat().filter(Boolean).map((each) => each.value);
    const commit = () => {
      const marked = new Set([...group.querySelectorAll(":checked")].map((each) => each.value));
      const options = element.options.filter((each) => marked.has(each.value));
      const value = type === "radio" ? (options[0] ?? null) : options;
      if (type === "radio" && value?.value === surface.form.value(block, element)?.value) return;
      changed(element, place, value, { [field]: value }, group);
    };
    group.append(...element.options.map((option) => choice(type, name, option, chosen, surface.reader)));
    const walkedThrough = type === "radio" && place.dispatches;
    group.addEventListener("change", walkedThrough ? settling(commit) : commit);
    if (walkedThrough) group.addEventListener("focusout", (event) => group.isConnected && !group.contains(event.relatedTarget) && commit());
    return group;
  };
}

function choice(type, name, option, chosen) {
  const id = freshId("choice");
  const input = make("input", { type, name, id, value: option.value });
  input.checked = chosen.includes(option.value);
  const description = option.description ? make("span", { class: "note" }, plainText(option.description)) : null;
  return make("label", { class: "choice", for: id }, input, make("span", {}, plainText(option.text), description));
}
