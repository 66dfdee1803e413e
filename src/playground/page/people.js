// Who is who: names of members, the bot and channels, their avatars, and mentions in what is typed.

import { h } from "./dom.js";

const COLOURS = ["#4752c4", "#2d7d46", "#b5492b", "#8a3ffc", "#a12d6b", "#1f6f8b", "#7a5c00"];

/** A circle with initials, coloured by id. */
export function avatar(id, name) {
  const words = name.trim().split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...word][0] ?? "").join("");
  // The last digits of an id count up, so that neighbours differ.
  const sum = [...id].reduce((total, digit) => (total * 31 + digit.charCodeAt(0)) % 9973, 7);
  const circle = h("span", { class: "avatar", "aria-hidden": "true" }, initials.toUpperCase());
  circle.style.background = COLOURS[sum % COLOURS.length];
  return circle;
}

/** The bot first, then the members. */
export function everybody(scene) {
  return [{ ...scene.bot, bot: true }, ...scene.members];
}

/** The name behind an id, or null. */
export function nameOf(scene, id) {
  return everybody(scene).find((person) => person.id === id)?.name ?? null;
}

/** `@Career Advisor hello` as Discord sends it: `<@ID> hello`. */
export function encodeMentions(scene, text) {
  // Longer names first, so that 'Ann Lee' isn't taken for 'Ann'.
  const people = everybody(scene).sort((a, b) => b.name.length - a.name.length);
  return people.reduce((sent, { id, name }) => {
    const pattern = new RegExp(`@${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");
    return sent.replace(pattern, `<@${id}>`);
  }, text);
}

/** What `encodeMentions` took: for editing a message again. */
export function decodeMentions(scene, text) {
  return text.replace(/<@!?(\d+)>/g, (mention, id) => {
    const name = nameOf(scene, id);
    return name === null ? mention : `@${name}`;
  });
}

/** The mention that is being typed before the caret, or null. */
export function mentionAt(text, caret) {
  const found = /(?:^|\s)@([^@\n]{0,32})$/u.exec(text.slice(0, caret));
  return found && { typed: found[1], start: caret - found[1].length - 1 };
}

/** Whom a mention that is being typed may mean. */
export function mentionable(scene, typed) {
  const wanted = typed.toLowerCase();
  return everybody(scene).filter(({ name }) => {
    const lower = name.toLowerCase();
    return lower.startsWith(wanted) || lower.split(/\s+/).some((word) => word.startsWith(wanted));
  });
}
