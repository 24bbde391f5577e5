// The short codes this workspace knows; any other stays as it was typed.

const SIGNS = {
  alarm_clock: "⏰", arrow_right: "➡️", art: "🎨", bell: "🔔", books: "📚", brain: "🧠", briefcase: "💼",
  bulb: "💡", busts_in_silhouette: "👥", calendar: "📅", checkered_flag: "🏁", clap: "👏", clipboard: "📋",
  clock1: "🕐", clock3: "🕒", coffee: "☕", construction: "🚧", crystal_ball: "🔮", date: "📅", door: "🚪",
  email: "✉️", envelope: "✉️", exclamation: "❗", eyes: "👀", fire: "🔥", gear: "⚙️", globe_with_meridians: "🌐",
  grey_question: "❔", hand: "✋", handshake: "🤝", heart: "❤️", heavy_check_mark: "✔️", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", house: "🏠", information_source: "ℹ️", key: "🔑", link: "🔗", lock: "🔒",
  loudspeaker: "📢", mag: "🔍", mailbox: "📫", memo: "📝", mute: "🔇", no_bell: "🔕", no_entry: "⛔",
  no_entry_sign: "🚫", office: "🏢", ok_hand: "👌", partying_face: "🥳", pencil: "📝", pencil2: "✏️",
  phone: "☎️", pray: "🙏", pushpin: "📌", question: "❓", raised_hands: "🙌", repeat: "🔁", rocket: "🚀",
  rotating_light: "🚨", round_pushpin: "📍", runner: "🏃", seedling: "🌱", slightly_smiling_face: "🙂",
  smile: "😄", smiley: "😃", sparkles: "✨", spiral_calendar_pad: "🗓️", speech_balloon: "💬", star: "⭐",
  stopwatch: "⏱️", tada: "🎉", telephone_receiver: "📞", thinking_face: "🤔", thumbsdown: "👎",
  thumbsup: "👍", "+1": "👍", "-1": "👎", video_camera: "📹", warning: "⚠️", wastebasket: "🗑️", wave: "👋",
  white_check_mark: "✅", writing_hand: "✍️", x: "❌", zap: "⚡", zzz: "💤",
};

/** The sign of a short code (without colons), or null. */
export function emojiSign(name) {
  return Object.hasOwn(SIGNS, name) ? SIGNS[name] : null;
}

/** The text with known `:short_codes:` replaced by their signs. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emojiSign(name) ?? whole);
}
