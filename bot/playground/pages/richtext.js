// The rich_text block: sections, lists, quotes and preformatted text.

import { dateTemplate } from "./dates.js";
import { emojiSign } from "./emoji.js";
import { link, make } from "./elements.js";

const STYLE_TAGS = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

/** Nodes for the elements of a rich_text block. */
export function richTextNodes(elements, reader) {
  return groupLists(elements).map((element) => part(element, reader));
}

/** Slack writes a nested list as a flat run of lists with an indent; they become one tree. */
function groupLists(elements) {
  const grouped = [];
  for (const element of elements) {
    const last = grouped.at(-1);
    if (element.type === "rich_text_list" && element.indent > 0 && last?.type === "rich_text_list") {
      last.nested = [...(last.nested ?? []), { ...element, indent: element.indent - 1 }];
    } else grouped.push({ ...element });
  }
  return grouped;
}

function part(element, reader) {
  if (element.type === "rich_text_list") return list(element, reader);
  const tag = { rich_text_quote: "blockquote", rich_text_preformatted: "pre" }[element.type] ?? "p";
  return make(tag, {}, pieces(element.elements ?? [], reader));
}

function list(element, reader) {
  const items = element.elements.map((item) => make("li", {}, pieces(item.elements ?? [], reader)));
  const nested = richTextNodes(element.nested ?? [], reader);
  if (nested.length > 0) (items.at(-1) ?? make("li")).append(...nested);
  const start = element.style === "ordered" && element.offset ? element.offset + 1 : null;
  return make(element.style === "ordered" ? "ol" : "ul", { start }, items);
}

function pieces(elements, reader) {
  return elements.flatMap((element) => lines(element, reader));
}

function lines(element, reader) {
  if (element.type !== "text") return [styled(element, piece(element, reader))];
  const parts = element.text.split("\n");
  return parts.flatMap((text, index) => {
    const node = styled(element, text);
    return index < parts.length - 1 ? [node, make("br")] : [node];
  });
}

function piece(element, reader) {
  switch (element.type) {
    case "link":
      return link(element.url, element.text ?? element.url);
    case "user":
      return make("span", { class: "mention" }, `@${reader.person(element.user_id)?.real_name ?? element.user_id}`);
    case "channel":
      return make("span", { class: "mention" }, `#${reader.conversation(element.channel_id)?.name ?? element.channel_id}`);
    case "emoji":
      return emojiSign(element.name) ?? `:${element.name}:`;
    case "date":
      return date(element, reader);
    case "broadcast":
      return make("span", { class: "mention" }, `@${element.range}`);
    default:
      return element.text ?? "";
  }
}

function date(element, reader) {
  const shown = dateTemplate(element.timestamp, element.format ?? "", reader) ?? element.fallback ?? "";
  const time = make("time", {}, shown);
  return element.url ? link(element.url, time) : time;
}

function styled(element, content) {
  const wanted = Object.keys(STYLE_TAGS).filter((name) => element.style?.[name]);
  return wanted.reduce((inner, name) => make(STYLE_TAGS[name], {}, inner), content);
}
