// What somebody has put into the elements of a view or a message, in the shape of Slack's state.values.

/** Which field of an element's state holds its value, and which of the element its initial value. */
const FIELDS = {
  plain_text_input: ["value", "initial_value"],
  url_text_input: ["value", "initial_value"],
  email_text_input: ["value", "initial_value"],
  number_input: ["value", "initial_value"],
  static_select: ["selected_option", "initial_option"],
  external_select: ["selected_option", "initial_option"],
  users_select: ["selected_user", "initial_user"],
  conversations_select: ["selected_conversation", "initial_conversation"],
  channels_select: ["selected_channel", "initial_channel"],
  radio_buttons: ["selected_option", "initial_option"],
  checkboxes: ["selected_options", "initial_options"],
  multi_static_select: ["selected_options", "initial_options"],
  multi_external_select: ["selected_options", "initial_options"],
  multi_users_select: ["selected_users", "initial_users"],
  datepicker: ["selected_date", "initial_date"],
  timepicker: ["selected_time", "initial_time"],
  datetimepicker: ["selected_date_time", "initial_date_time"],
};

/** The field of the state that this element fills, for example "selected_option". */
export function valueField(element) {
  return FIELDS[element.type]?.[0];
}

function initialState(element) {
  const [field, initial] = FIELDS[element.type];
  const empty = field.startsWith("selected_") && field.endsWith("s") ? [] : null;
  const state = { type: element.type, [field]: element[initial] ?? empty };
  if (element.type === "timepicker" && element.timezone) state.timezone = element.timezone;
  return state;
}

/** Every element of these blocks that holds a value: [block, element] pairs. */
export function statefulElements(blocks) {
  const pairs = [];
  for (const block of blocks ?? []) {
    const elements = [block.element, block.accessory, ...(block.type === "actions" ? block.elements : [])];
    for (const element of elements) {
      if (element && Object.hasOwn(FIELDS, element.type)) pairs.push([block, element]);
    }
  }
  return pairs;
}

const place = (blockId, actionId) => JSON.stringify([blockId, actionId]);

export class Form {
  #states = new Map();
  #touched = new Set();
  #changed;

  /** `changed` is called after each change by hand. */
  constructor(changed = () => {}) {
    this.#changed = changed;
  }

  /**
   * Follow a new version of the blocks. What was put in here stays under the same block_id and
   * action_id; anything else takes what the server has kept (`values`), or its initial value.
   */
  follow(blocks, values = {}) {
    const followed = new Map();
    for (const [block, element] of statefulElements(blocks)) {
      const key = place(block.block_id, element.action_id);
      const present = this.#touched.has(key) ? this.#states.get(key) : null;
      const kept = values[block.block_id]?.[element.action_id];
      followed.set(key, pick(element, [present, kept]) ?? initialState(element));
    }
    this.#states = followed;
    this.#touched = new Set([...this.#touched].filter((key) => followed.has(key)));
  }

  /** The value of one element: a string, an option, a list, a number of seconds, or null. */
  value(block, element) {
    return this.#states.get(place(block.block_id, element.action_id))?.[valueField(element)] ?? null;
  }

  /** Keep what was just put in. */
  set(block, element, value) {
    const state = { ...initialState(element), [valueField(element)]: value };
    const key = place(block.block_id, element.action_id);
    this.#states.set(key, state);
    this.#touched.add(key);
    this.#changed();
  }

  /** What was put in here: {block_id: {action_id: state}}. The server knows the rest. */
  touched() {
    const values = {};
    for (const key of this.#touched) {
      const [blockId, actionId] = JSON.parse(key);
      (values[blockId] ??= {})[actionId] = this.#states.get(key);
    }
    return values;
  }
}

function pick(element, candidates) {
  return candidates.find((each) => each?.type === element.type);
}
