// Slack's message formatting, turned into nodes. Nothing of the text is ever read as HTML.

import { dateTemplate } from "./dates.js";
import { withEmoji } from "./emoji.js";
import { link, make, safeAddress } from "./elements.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const BROADCASTS = { channel: "@channel", here: "@here", everyone: "@everyone" };

/** Slack escapes exactly these three characters. */
export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Nodes for a text object of Block Kit, or for a bare string of mrkdwn. */
export function textNodes(text, reader) {
  if (!text) return [];
  if (typeof text === "string") return mrkdwnNodes(text, reader);
  if (text.type === "plain_text") return [plainText(text)];
  return mrkdwnNodes(text.text ?? "", reader);
}

/** What a plain_text object says; for labels, options and buttons. */
export function plainText(text) {
  if (!text) return "";
  const words = unescaped(text.text ?? "");
  return text.emoji === false ? words : withEmoji(words);
}

/** Nodes for a whole mrkdwn text: code blocks, quotes and lines. */
export function mrkdwnNodes(text, reader) {
  return text.split(/```\n?([^]*?)\n?```\n?/g).flatMap((part, index) => {
    if (index % 2 === 1) return [make("pre", {}, make("code", {}, literal(part)))];
    return quotesAndLines(part, reader);
  });
}

function quotesAndLines(text, reader) {
  if (text === "") return [];
  const nodes = [];
  let quote = null;
  for (const [index, line] of text.split("\n").entries()) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted === null) {
      if (index > 0 && quote === null) nodes.push(make("br"));
      nodes.push(...inlineNodes(line, reader));
      quote = null;
    } else {
      if (quote === null) nodes.push((quote = make("blockquote")));
      else quote.append(make("br"));
      quote.append(...inlineNodes(quoted[1], reader));
    }
  }
  return nodes;
}

/** Code shows what stands in it; only the three entities and wrapped links are undone. */
function literal(text) {
  return unescaped(text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_whole, target, label) => label ?? target));
}

const STARTS = /<[^<>\n]+>|`[^`\n]+`|https?:\/\/[^\s<>|]+|[*_~]/g;

/** Nodes for one line. */
export function inlineNodes(text, reader) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(STARTS)) {
    const piece = found.index < done ? null : readPiece(text, found, reader);
    if (piece === null) continue;
    pushText(nodes, text.slice(done, found.index));
    nodes.push(piece.node);
    done = found.index + piece.length;
  }
  pushText(nodes, text.slice(done));
  return nodes;
}

function pushText(nodes, text) {
  if (text !== "") nodes.push(withEmoji(unescaped(text)));
}

/** One formatted piece at a match, {length, node}, or null if it is plain text. */
function readPiece(text, found, reader) {
  const [start] = found;
  if (start.startsWith("<")) return { length: start.length, node: angled(start.slice(1, -1), reader) };
  if (start.startsWith("`")) {
    return { length: start.length, node: make("code", {}, literal(start.slice(1, -1))) };
  }
  if (start.startsWith("http")) return bareAddress(start);
  return styled(text, found.index, reader);
}

function bareAddress(start) {
  const address = start.replace(/[.,;:!?)\]*_~]+$/, "");
  const shown = unescaped(address);
  return { length: address.length, node: link(shown, shown) };
}

/** `*bold*` counts only at the edges of words, as in Slack: `2*3*4` stays as it is. */
function styled(text, index, reader) {
  const mark = text[index];
  if (/[\p{L}\p{N}]/u.test(text[index - 1] ?? " ")) return null;
  const end = styleEnd(text, index, mark);
  if (end === -1) return null;
  const children = inlineNodes(text.slice(index + 1, end), reader);
  return { length: end + 1 - index, node: make(STYLES[mark], {}, children) };
}

function styleEnd(text, index, mark) {
  if (/\s/.test(text[index + 1] ?? " ")) return -1;
  let end = text.indexOf(mark, index + 2);
  while (end !== -1 && !(closes(text, end) && balanced(text.slice(index + 1, end)))) {
    end = text.indexOf(mark, end + 1);
  }
  return end;
}

function closes(text, end) {
  return !/\s/.test(text[end - 1]) && !/[\p{L}\p{N}]/u.test(text[end + 1] ?? " ");
}

/** A mark inside <…> or `…` belongs to that, so the style must not end in the middle of it. */
function balanced(inside) {
  const opened = inside.lastIndexOf("<");
  const ticks = inside.split("`").length - 1;
  return (opened === -1 || inside.indexOf(">", opened) !== -1) && ticks % 2 === 0;
}

/** What stands between < and >. */
function angled(inside, reader) {
  const bar = inside.indexOf("|");
  const target = bar === -1 ? inside : inside.slice(0, bar);
  const label = bar === -1 ? null : inside.slice(bar + 1);
  if (target.startsWith("@")) return mention(target.slice(1), label, reader);
  if (target.startsWith("#")) return channel(target.slice(1), label, reader);
  if (target.startsWith("!date^")) return date(target, label, reader);
  if (target.startsWith("!")) return broadcast(target.slice(1), label);
  const address = unescaped(target);
  if (safeAddress(address) === null) return make("span", {}, label ? unescaped(label) : `<${address}>`);
  return link(address, withEmoji(unescaped(label || target.replace(/^(?:mailto|tel):/, ""))));
}

function mention(id, label, reader) {
  const person = reader.person(id);
  const name = person?.real_name || person?.name || (label ? unescaped(label) : id);
  const mine = id === reader.me.id;
  return make("span", { class: mine ? "mention mine" : "mention", "data-user": id }, `@${name}`);
}

function channel(id, label, reader) {
  const name = reader.conversation(id)?.name || (label ? unescaped(label) : id);
  return make("span", { class: "mention" }, `#${name}`);
}

function date(target, label, reader) {
  const [, seconds, template = "", address] = target.split("^");
  const shown = dateTemplate(seconds, unescaped(template), reader) ?? unescaped(label ?? template);
  const instant = Number(seconds) * 1000;
  const machine = Number.isFinite(instant) && Math.abs(instant) < 8.64e15 ? new Date(instant).toISOString() : null;
  const time = make("time", { datetime: machine, title: label ? unescaped(label) : null }, shown);
  return address ? link(unescaped(address), time) : time;
}

/** @channel and its like are shown and do nothing: nobody is rung up in a playground. */
function broadcast(target, label) {
  const shown = BROADCASTS[target.split("^")[0]] ?? (label ? unescaped(label) : target);
  return make("span", { class: "mention" }, shown);
}
