// Elements in which one searches: options from the app, people, channels.

import { changed, common } from "./acting.js";
import { plainText } from "./mrkdwn.js";
import { Picker } from "./picker.js";

/** Fields in which one searches. `items` says how values of this element are shown. */
export function picker(items) {
  return (element, place) => {
    const { block, surface } = place;
    const field = items.field;
    const several = Array.isArray(surface.form.value(block, element));
    const shown = (value) => items.item(value, surface.reader);
    const current = surface.form.value(block, element);
    const made = new Picker({
      label: place.labelledBy ? null : place.name,
      placeholder: plainText(element.placeholder) || "Search…",
      minimum: items.remote ? (element.min_query_length ?? 3) : 0,
      remote: items.remote, several,
      chosen: several ? current.map(shown) : current && shown(current),
      load: (query) => items.load(element, place, query),
      picked: (item) => {
        const value = several ? item.map((each) => each.value) : (item?.value ?? null);
        changed(element, place, value, { [field(several)]: value }, made.input);
      },
      attributes: common(element, place),
    });
    return made.node;
  };
}

const optionItem = (option) => ({ key: option.value, value: option, title: plainText(option.text), detail: plainText(option.description) });

function optionGroups(answer) {
  const groups = answer.option_groups ?? [{ options: answer.options ?? [] }];
  return groups.map((group) => ({ label: plainText(group.label), items: group.options.map(optionItem) }));
}

/** Options that the app answers to what is typed. */
export const external = {
  remote: true,
  field: (several) => (several ? "selected_options" : "selected_option"),
  item: optionItem,
  load: async (element, place, query) => {
    const answer = await place.surface.options(place.block, element, query);
    return answer === null ? null : optionGroups(answer);
  },
};

/** Options that came with the element. */
export const fixed = {
  ...external, remote: false,
  load: (element, _place, query) =>
    optionGroups(element).map((group) => ({ ...group, items: group.items.filter((item) => contains(item, query)) })),
};

function contains(item, query) {
  return `${item.title} ${item.detail}`.toLowerCase().includes(query.toLowerCase());
}

function personItem(id, reader) {
  const person = reader.person(id);
  return { key: id, value: id, title: person?.real_name || person?.name || id, detail: person ? `@${person.name}` : "" };
}

/** The people of the workspace. */
export const users = {
  field: (several) => (several ? "selected_users" : "selected_user"),
  item: personItem,
  load: (_element, place, query) => {
    const { reader } = place.surface;
    const items = reader.people.filter((each) => !each.deleted).map((each) => personItem(each.id, reader));
    return [{ items: items.filter((item) => contains(item, query)) }];
  },
};

/** The channels of the workspace; `field` is where the element keeps its choice. */
export const conversations = (field) => ({
  field: () => field,
  item: (id, reader) => ({ key: id, value: id, title: `#${reader.conversation(id)?.name ?? id}` }),
  load: (_element, place, query) => {
    const found = place.surface.reader.conversations.filter((each) => each.kind === "channel");
    return [{ items: found.map((each) => ({ key: each.id, value: each.id, title: `#${each.name}`, detail: "" })).filter((item) => contains(item, query)) }];
  },
});
