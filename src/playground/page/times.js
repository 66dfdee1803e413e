// Points in time as Discord writes them, and relative ones that stay right while the page is open.

import { h } from "./dom.js";

const LANGUAGE = "en-GB";
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];
const REFRESHED_EVERY = 20_000;

const relativeFormat = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" });

/** `3 minutes ago`, `in 2 days`. */
function relative(date) {
  const seconds = Math.round((date - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return relativeFormat.format(Math.trunc(seconds / size), unit);
}

/** A date in one of Discord's styles: t, T, d, D, f, F or R. */
export function formatTime(date, style) {
  return style === "R" ? relative(date) : new Intl.DateTimeFormat(LANGUAGE, STYLES[style] ?? STYLES.f).format(date);
}

/** When a message was written, as short as it can be: `19:41`, `Yesterday at 19:41`, or the date. */
function written(date) {
  const day = (time) => new Date(time).toDateString();
  if (day(date) === day(Date.now())) return formatTime(date, "t");
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  return day(date) === day(yesterday) ? `Yesterday at ${formatTime(date, "t")}` : formatTime(date, "f");
}

/** A `<time>` for when a message was written; hovering shows it in full. */
export function writtenElement(date) {
  const element = timeElement(date, "t", "when");
  element.textContent = written(date);
  return element;
}

/** A `<time>` for a date; hovering shows it in full. */
export function timeElement(date, style, className) {
  if (Number.isNaN(date.getTime())) return h("span", null, "unknown time");
  const attributes = { datetime: date.toISOString(), title: formatTime(date, "F"), class: className };
  return h("time", { ...attributes, "data-relative": style === "R" }, formatTime(date, style));
}

/** Keeps relative times right. */
export function keepTimesFresh() {
  setInterval(() => {
    for (const element of document.querySelectorAll("time[data-relative]")) {
      element.textContent = relative(new Date(element.dateTime));
    }
  }, REFRESHED_EVERY);
}
