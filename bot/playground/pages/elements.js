// Building and refreshing the page. Data only ever becomes text nodes and checked attributes.

/** The schemes a link of a message may have; everything else stays text. */
const LINK_SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);

/** A new element. Attributes that are null, undefined or false are left out; `on` holds listeners. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") listen(node, value);
    else setAttribute(node, name, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

function listen(node, listeners) {
  for (const [event, listener] of Object.entries(listeners)) node.addEventListener(event, listener);
}

/** Set, or with null, undefined and false take away, one attribute. */
export function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

let counter = 0;

/** A name that no other element of the page has, for labels and descriptions. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** The address if it may be linked to, else null. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return LINK_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens beside the playground, or plain text when the address is not a safe one. */
export function link(address, children, attributes = {}) {
  const href = safeAddress(address);
  if (href === null) return make("span", {}, children);
  const own = href.startsWith(`${location.origin}/`);
  const target = own ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return make("a", { href, ...target, ...attributes }, children);
}

/**
 * Make the children of `container` those of `entries` ({key, print, build}), in order.
 * A child whose key and print are the same stays the very same node: what has the focus keeps it.
 */
export function refresh(container, entries) {
  const present = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const nodes = entries.map((entry) => reused(present.get(entry.key), entry) ?? built(entry));
  const kept = new Set(nodes);
  for (const child of [...container.children]) if (!kept.has(child)) child.remove();
  let cursor = container.firstElementChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else container.insertBefore(node, cursor);
  }
}

const prints = new WeakMap();

function reused(node, entry) {
  return node !== undefined && prints.get(node) === entry.print ? node : null;
}

function built(entry) {
  const node = entry.build();
  node.dataset.key = entry.key;
  prints.set(node, entry.print);
  return node;
}

/** Where the focus is, in words that survive a rebuild: block, action and selection. */
export function rememberFocus(root) {
  const active = document.activeElement;
  if (active === null || !root.contains(active)) return null;
  const own = active.closest("[data-action-id]");
  return {
    active,
    message: active.closest("[data-ts]")?.dataset.ts,
    block: active.closest("[data-block-id]")?.dataset.blockId,
    action: own?.dataset.actionId,
    value: active.value,
    selection: selectionOf(active),
  };
}

function selectionOf(node) {
  try {
    return [node.selectionStart ?? null, node.selectionEnd ?? null];
  } catch {
    return [null, null];
  }
}

/** Give the focus back to the element that now stands for the remembered one. */
export function restoreFocus(root, memory) {
  if (memory === null || document.activeElement === memory.active) return;
  if (memory.active.isConnected && root.contains(memory.active)) {
    memory.active.focus();
    return;
  }
  const scope = memory.message ? root.querySelector(`[data-ts="${memory.message}"]`) : root;
  const found = scope && findAction(scope, memory);
  if (!found) {
    (scope ?? root).focus?.({ preventScroll: true });
    return;
  }
  found.focus({ preventScroll: true });
  const [start, end] = memory.selection;
  if (start !== null && found.value === memory.value) select(found, start, end);
}

function findAction(scope, memory) {
  if (!memory.action) return null;
  const block = [...scope.querySelectorAll("[data-block-id]")].find(
    (each) => each.dataset.blockId === memory.block,
  );
  const control = [...(block ?? scope).querySelectorAll("[data-action-id]")].find(
    (each) => each.dataset.actionId === memory.action,
  );
  return control?.matches("input, textarea, select, button, a") ? control : control?.querySelector("input, button");
}

function select(node, start, end) {
  try {
    node.setSelectionRange(start, end);
  } catch {
    // Date and number inputs have no selection to give back.
  }
}
