// Discord's markdown within a line: emphasis, code, links, spoilers, mentions and times.

import { h } from "./dom.js";
import { timeElement } from "./times.js";

const DEEPEST = 12;

// Each pattern is tried where the text before it ends; the first that fits wins.
const RULES = [
  [/\\([^\p{L}\p{N}\s])/uy, (found) => found[1]],
  [/(`+)([\s\S]*?[^`])\1(?!`)/y, (found) => h("code", null, found[2].replace(/^ (.*) $/s, "$1"))],
  [/<(https?:\/\/[^\s<>]+)>/y, (found, state) => bare(found[1], state)],
  [/<t:(-?\d{1,13})(?::([tTdDfFR]))?>/y, (found) => timeElement(new Date(found[1] * 1000), found[2] ?? "f", "time")],
  [/<@!?(\d+)>/y, (found, { names }) => mention(`@${names.user(found[1]) ?? "unknown-user"}`)],
  [/<@&(\d+)>/y, () => mention("@role")],
  [/<#(\d+)>/y, (found, state) => channel(state.names.channel(found[1]), state)],
  [/<\/([^:>]{1,100}):\d+>/y, (found, { names }) => command(found[1], names)],
  [/<a?(:\w+:)\d+>/y, (found) => found[1]],
  [/@(?:everyone|here)\b/y, (found) => mention(found[0])],
  [
    /\[((?:\\.|[^[\]\\]|\[[^\]]*\])+)\]\(\s*<?(https?:\/\/(?:[^\s()<>]|\([^\s()]*\))+)>?(?:\s+"[^"]*")?\s*\)/y,
    (found, state) => (state.linked ? found[0] : link(found[2], inside(found[1], { ...state, linked: true }))),
  ],
  [/https:\/\/discord\.com\/channels\/(?:\d+|@me)\/(\d+)\/\d+(?![\w/])/y, (found, state) => message(found, state)],
  [/https?:\/\/(?:\([^\s()<>]*\)|[^\s()<>])*[^\s()<>.,:;"'!?\]*_~|]/y, (found, state) => bare(found[0], state)],
  [/\*\*((?:\\.|[^\\])+?)\*\*(?!\*)/sy, wrap("strong")],
  [/\*(?=\S)((?:\\.|\*\*|[^*\\])+?)\*(?!\*)/sy, wrap("em")],
  [/__((?:\\.|[^\\])+?)__(?!_)/sy, wrap("u")],
  [/(?<![\p{L}\p{N}])_(?=\S)((?:\\.|__|[^_\\])+?)_(?![\p{L}\p{N}_])/suy, wrap("em")],
  [/~~((?:\\.|[^\\])+?)~~/sy, wrap("s")],
  [/\|\|([\s\S]+?)\|\|/y, (found, state) => spoiler(inside(found[1], state))],
  [/\n/y, () => h("br")],
];
const SPECIAL = /[\\`<@[h*_~|\n]/g;

/** The nodes of a text; see `markdown` for `names`. */
export function inline(text, names) {
  return inside(text, { names, linked: false, depth: 0 });
}

/** `state` holds the names, whether this is within a link, and how deep it is nested. */
function inside(text, state) {
  if (state.depth > DEEPEST) return [text];
  const deeper = { ...state, depth: state.depth + 1 };
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length;) {
    SPECIAL.lastIndex = at;
    const special = SPECIAL.exec(text)?.index ?? text.length;
    plain += text.slice(at, special);
    at = special;
    if (at === text.length) break;
    const [node, length] = match(text, at, deeper) ?? [text[at], 1];
    if (typeof node === "string") {
      plain += node;
    } else {
      if (plain) nodes.push(plain);
      nodes.push(node);
      plain = "";
    }
    at += length;
  }
  if (plain) nodes.push(plain);
  return nodes;
}

function match(text, at, state) {
  for (const [pattern, build] of RULES) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return [build(found, state), found[0].length];
  }
  return null;
}

function wrap(tag) {
  return (found, state) => h(tag, null, ...inside(found[1], state));
}

/** An address that stands for itself; links can't hold links. */
function bare(address, { linked }) {
  return linked ? address : link(address, [address]);
}

function mention(text) {
  return h("span", { class: "mention" }, text);
}

/** A link to a channel or thread, if the member sees it. */
function channel(found, { linked }) {
  if (!found || linked) return mention(`#${found?.name ?? "unknown"}`);
  return h("a", { class: "mention", href: found.address }, `#${found.name}`);
}

/** A link to a message, which leads to its channel here; Discord shows it in this way too. */
function message([address, id], state) {
  const found = state.names.channel(id);
  if (!found || state.linked) return bare(address, state);
  return h("a", { class: "mention", href: found.address }, `#${found.name} › message`);
}

function command(name, names) {
  return h("button", { type: "button", class: "mention", onclick: () => names.command(name) }, `/${name}`);
}

/** Covers its text until it is pressed; links in it come into being only then. */
function spoiler(nodes) {
  const words = h(
    "span",
    { class: "covered", "aria-hidden": "true" },
    nodes.map((node) => node.textContent ?? node).join(""),
  );
  const cover = h("button", { type: "button", class: "spoiler", "aria-label": "Spoiler, press to show it" }, words);
  cover.addEventListener("click", () => {
    const shown = h("span", { class: "spoiler-shown", tabindex: "-1" }, ...nodes);
    cover.replaceWith(shown);
    shown.focus();
  });
  return cover;
}

/** A link to another site; anything that isn't http or https stays text. */
export function link(address, children, attributes) {
  const safe = URL.canParse(address) && ["http:", "https:"].includes(new URL(address).protocol);
  if (!safe) return h("span", attributes, ...children);
  return h("a", { ...attributes, href: address, target: "_blank", rel: "noopener noreferrer" }, ...children);
}
