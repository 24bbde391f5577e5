// The blocks of Block Kit, each a function (block, surface) -> node.
// surface: {reader, form, press, options, again, errors} is the message, form or Home tab they stand on.

import { control } from "./controls.js";
import { freshId, link, make, refresh, safeAddress } from "./elements.js";
import { plainText, textNodes } from "./mrkdwn.js";
import { richTextNodes } from "./richtext.js";

const BLOCKS = { actions, alert, context, divider, header, image, input, rich_text: richText, section, video };

/** Make `container` show these blocks; what did not change is left untouched. */
export function showBlocks(container, blocks, surface) {
  const seen = new Map();
  refresh(container, blocks.map((block, index) => {
    const name = block.block_id ?? `${block.type} ${index}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    const print = [surface.reader.print(JSON.stringify(block)), surface.errors?.[block.block_id], surface.turn(block)].join("\n");
    return { key: `${name} ${count}`, print, build: () => blockNode(block, surface) };
  }));
}

function blockNode(block, surface) {
  const build = BLOCKS[block.type] ?? unknown;
  const node = build(block, surface);
  node.classList.add("block", block.type);
  if (block.block_id) node.dataset.blockId = block.block_id;
  return node;
}

function unknown(block) {
  return make("div", { class: "unknown" }, `(${block.type} is not shown here)`);
}

function section(block, surface) {
  const node = make("div", {});
  const text = block.text ? make("div", { class: "text", id: freshId("text") }, textNodes(block.text, surface.reader)) : null;
  const fields = (block.fields ?? []).map((field) => make("div", { class: "text" }, textNodes(field, surface.reader)));
  node.append(make("div", { class: "words" }, text, fields.length > 0 ? make("div", { class: "fields" }, fields) : null));
  if (block.accessory) node.append(make("div", { class: "accessory" }, accessory(block, surface, text?.textContent)));
  return node;
}

function accessory(block, surface, words) {
  if (block.accessory.type === "image") return picture(block.accessory, "thumbnail");
  return control(block.accessory, { block, surface, name: nameOf(block.accessory, words), dispatches: true });
}

/** What a screen reader calls an element that has no label of its own. */
function nameOf(element, words) {
  return plainText(element.placeholder) || words?.slice(0, 80) || NAMES[element.type] || "Choose";
}

const NAMES = { datepicker: "Date", timepicker: "Time", datetimepicker: "Date and time" };

function actions(block, surface) {
  const children = block.elements.map((element) =>
    control(element, { block, surface, name: nameOf(element), dispatches: true }));
  return make("div", {}, children);
}

function input(block, surface) {
  const { element } = block;
  const grouped = ["radio_buttons", "checkboxes"].includes(element.type);
  const names = { label: freshId("label"), field: freshId("field"), hint: freshId("hint"), error: freshId("error") };
  const sentence = surface.errors?.[block.block_id];
  const described = [sentence && names.error, block.hint && names.hint].filter(Boolean).join(" ") || null;
  const place = {
    block, surface, id: names.field, labelledBy: names.label, describedBy: described,
    invalid: Boolean(sentence), required: !block.optional, dispatches: block.dispatch_action === true,
  };
  const optional = block.optional ? make("span", { class: "optional" }, " (optional)") : null;
  const label = make(grouped ? "div" : "label", { class: "label", id: names.label, for: grouped ? null : names.field }, plainText(block.label), optional);
  return make("div", { class: sentence ? "wrong" : "" }, label, control(element, place), error(sentence, names.error), hint(block, names.hint));
}

function error(sentence, id) {
  return sentence ? make("p", { class: "error", id }, make("span", { class: "sign", "aria-hidden": "true" }, "!"), sentence) : null;
}

function hint(block, id) {
  return block.hint ? make("p", { class: "hint", id }, plainText(block.hint)) : null;
}

function header(block) {
  return make("h3", {}, plainText(block.text));
}

function divider() {
  return make("hr");
}

function context(block, surface) {
  const children = block.elements.map((element) =>
    element.type === "image" ? picture(element, "small") : make("span", { class: "text" }, textNodes(element, surface.reader)));
  return make("div", {}, children);
}

function richText(block, surface) {
  return make("div", { class: "text" }, richTextNodes(block.elements, surface.reader));
}

function image(block) {
  const title = block.title ? make("figcaption", {}, plainText(block.title)) : null;
  return make("figure", {}, title, picture(block, "wide"));
}

/** Pictures of this machine are shown. One from elsewhere is not fetched: its description links to it. */
function picture(element, size) {
  const address = safeAddress(element.image_url ?? "");
  const own = address?.startsWith(`${location.origin}/`);
  if (own) return make("img", { src: address, alt: element.alt_text ?? "", class: size });
  const words = element.alt_text || "Picture";
  return make("span", { class: `picture ${size}` }, address ? link(address, words) : words);
}

function video(block) {
  const description = block.description ? make("p", {}, plainText(block.description)) : null;
  const source = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return make("div", {}, link(block.title_url ?? block.video_url, plainText(block.title) || block.alt_text, { class: "title" }),
    source ? make("p", { class: "note" }, source) : null, description);
}

const LEVELS = { info: "Note", warning: "Warning", error: "Error", success: "Done" };

function alert(block, surface) {
  const level = LEVELS[block.level];
  const children = [level ? make("strong", {}, `${level}: `) : null, ...textNodes(block.text, surface.reader)];
  return make("div", { role: "note", class: level ? block.level : "default" }, make("div", {}, children));
}
