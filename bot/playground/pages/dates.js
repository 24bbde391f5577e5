// Instants (milliseconds since the epoch) shown and read in a person's own zone.

const DAY = 86_400_000;

/** The zone of a member; people without one read UTC, and the page says so. */
export function zoneOf(member) {
  return member?.tz || "UTC";
}

/** "Madrid" for Europe/Madrid, so that people recognise their zone: its city, where it is known. */
export function zoneName(member) {
  if (!member?.tz) return "UTC (no zone set)";
  return member.city ?? member.tz.split("/").at(-1).replaceAll("_", " ");
}

const formats = new Map();

function format(reader, options) {
  const key = `${reader.locale} ${reader.zone} ${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(reader.locale, { timeZone: reader.zone, ...options }));
  }
  return formats.get(key);
}

/** The wall clock of an instant in a zone: numbers year, month, day, hour, minute, second. */
export function wallClock(instant, zone) {
  const parts = format(
    { locale: "en-GB", zone },
    { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  ).formatToParts(instant);
  return Object.fromEntries(
    parts.filter((part) => part.type !== "literal").map((part) => [part.type, Number(part.value)]),
  );
}

function asUtc(wall) {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second || 0);
}

function offsetAt(instant, zone) {
  return asUtc(wallClock(instant, zone)) - Math.floor(instant / 1000) * 1000;
}

/**
 * The instant at which the zone's clocks show this wall clock.
 * An hour that exists twice means its first; one that does not exist means that much after the gap's start.
 */
export function instantOf(wall, zone) {
  const naive = asUtc(wall);
  const before = naive - offsetAt(naive - DAY, zone);
  const after = naive - offsetAt(naive + DAY, zone);
  const exact = [before, after].filter((each) => asUtc(wallClock(each, zone)) === naive);
  return exact.length > 0 ? Math.min(...exact) : before;
}

const two = (number) => String(number).padStart(2, "0");

/** What a datetime-local field wants: YYYY-MM-DDTHH:MM on the zone's clocks. */
export function fieldText(instant, zone) {
  const wall = wallClock(instant, zone);
  return `${dayText(instant, zone)}T${two(wall.hour)}:${two(wall.minute)}`;
}

/** The instant of a datetime-local field, or null while it is not filled in. */
export function fieldInstant(text, zone) {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute }, zone);
}

/** The same time on the next day's clock, whatever clock change lies between. */
export function nextDay(instant, zone) {
  const wall = wallClock(instant, zone);
  const following = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + 1));
  return instantOf(
    { ...wall, year: following.getUTCFullYear(), month: following.getUTCMonth() + 1, day: following.getUTCDate() },
    zone,
  );
}

/** YYYY-MM-DD on the zone's calendar. */
export function dayText(instant, zone) {
  const wall = wallClock(instant, zone);
  return `${String(wall.year).padStart(4, "0")}-${two(wall.month)}-${two(wall.day)}`;
}

/** 09:04 or 9:04 AM, as the reader's locale writes it. */
export function timeText(instant, reader) {
  return clock(reader, { minute: "2-digit" }).format(instant);
}

/** Where the day has 24 hours, they are written with two digits. */
function clock(reader, options) {
  const twelve = format(reader, { hour: "numeric" }).resolvedOptions().hour12;
  return format(reader, { hour: twelve ? "numeric" : "2-digit", ...options });
}

/** Fri, Nov 20, 2026, as the reader's locale writes it. */
export function dateText(instant, reader) {
  return format(reader, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(instant);
}

/** How far ahead, roughly: "2 h 10 min", "3 days". */
export function spanText(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

function dayDistance(instant, reader) {
  const day = (each) => Date.parse(`${dayText(each, reader.zone)}T00:00:00Z`);
  return Math.round((day(instant) - day(reader.now)) / DAY);
}

function relativeDay(instant, reader) {
  const distance = dayDistance(instant, reader);
  if (Math.abs(distance) > 1) return null;
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(distance, "day");
}

function ordinal(day) {
  const ending = { one: "st", two: "nd", few: "rd", other: "th" };
  return day + ending[new Intl.PluralRules("en", { type: "ordinal" }).select(day)];
}

/** February 18th, 2026 in English; the locale's own form elsewhere. */
function longDate(instant, reader, options) {
  const text = format(reader, options).format(instant);
  if (!reader.locale.startsWith("en-US")) return text;
  const { day } = wallClock(instant, reader.zone);
  return text.replace(new RegExp(`\\b${day}\\b`), ordinal(day));
}

function thisYear(instant, reader) {
  return wallClock(instant, reader.zone).year === wallClock(reader.now, reader.zone).year;
}

function ago(instant, reader) {
  const seconds = Math.round((instant - reader.now) / 1000);
  const words = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" });
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  }
  return words.format(seconds, "second");
}

const LONG = { month: "long", day: "numeric", year: "numeric" };
const SHORT = { month: "short", day: "numeric", year: "numeric" };
const FULL = { weekday: "long", month: "long", day: "numeric", year: "numeric" };
const FULL_WITHOUT_YEAR = { weekday: "long", month: "long", day: "numeric" };

/** Slack's date tokens, https://docs.slack.dev/messaging/formatting-message-text */
const TOKENS = {
  date_num: (instant, reader) => dayText(instant, reader.zone),
  date_slash: (instant, reader) =>
    format(reader, { year: "numeric", month: "2-digit", day: "2-digit" }).format(instant),
  date: (instant, reader) => longDate(instant, reader, LONG),
  date_pretty: (instant, reader) => relativeDay(instant, reader) ?? TOKENS.date(instant, reader),
  date_short: (instant, reader) => format(reader, SHORT).format(instant),
  date_short_pretty: (instant, reader) => relativeDay(instant, reader) ?? TOKENS.date_short(instant, reader),
  date_long: (instant, reader) => longDate(instant, reader, FULL),
  date_long_pretty: (instant, reader) => relativeDay(instant, reader) ?? TOKENS.date_long(instant, reader),
  date_long_full: (instant, reader) => format(reader, LONG).format(instant),
  day_divider_pretty: (instant, reader) =>
    relativeDay(instant, reader) ??
    longDate(instant, reader, thisYear(instant, reader) ? FULL_WITHOUT_YEAR : FULL),
  time: timeText,
  time_secs: (instant, reader) =>
    clock(reader, { minute: "2-digit", second: "2-digit" }).format(instant),
  ago,
};

/** A `<!date^…>` template for this reader, or null when it has a token that Slack does not know. */
export function dateTemplate(unixSeconds, template, reader) {
  const instant = Number(unixSeconds) * 1000;
  if (!Number.isFinite(instant) || Math.abs(instant) > 8.64e15) return null;
  let known = true;
  const text = template.replace(/\{([a-z_]+)\}/g, (_whole, token, position) => {
    if (!Object.hasOwn(TOKENS, token)) {
      known = false;
      return "";
    }
    const shown = TOKENS[token](instant, reader);
    return position === 0 ? shown.charAt(0).toLocaleUpperCase(reader.locale) + shown.slice(1) : shown;
  });
  return known ? text : null;
}
