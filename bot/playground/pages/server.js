// The playground's JSON, one function a call.

/** A call that got no usable answer; its message is a sentence for people. */
export class NoAnswer extends Error {}

async function answerOf(promise) {
  let response;
  try {
    response = await promise;
  } catch {
    throw new NoAnswer("The playground does not answer. Is it still running?");
  }
  const body = await response.json().catch(() => null);
  if (body === null) throw new NoAnswer(`The playground answered with status ${response.status}.`);
  return body;
}

function post(path, body, options = {}) {
  return answerOf(fetch(`/playground/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...options,
  }));
}

/** Everything that one member sees. */
export function fetchState(as) {
  const query = as ? `?as=${encodeURIComponent(as)}` : "";
  return answerOf(fetch(`/playground/state${query}`));
}

/** Call `changed()` whenever something that this member sees has changed; `linked(bool)` says if the line is up. */
export function watch(as, changed, linked) {
  const source = new EventSource(`/playground/events?as=${encodeURIComponent(as)}`);
  source.addEventListener("message", changed);
  source.addEventListener("open", () => linked(true));
  source.addEventListener("error", () => linked(false));
  return () => source.close();
}

export const type = (as, channel, text, thread_ts = null) => post("type", { as, channel, text, thread_ts });
export const press = (body) => post("press", body);
export const options = (body) => post("options", body);
export const submit = (as, viewId, state) => post("submit", { as, view_id: viewId, state });
export const close = (as, viewId, all) => post("close", { as, view_id: viewId, all });
export const useShortcut = (as, callbackId) => post("shortcut", { as, callback_id: callbackId });
export const openTab = (as, tab) => post("home", { as, tab });
export const markRead = (as, channel) => post("read", { as, channel });
export const moveClock = (body) => post("clock", body);

/** Keep what is typed in an open view, so that a reload finds it; survives the page's end. */
export const keepDraft = (as, viewId, state) => post("draft", { as, view_id: viewId, state }, { keepalive: true });
