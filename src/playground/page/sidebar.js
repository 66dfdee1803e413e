// The left column: the server's channels, the member's direct messages, and whom one speaks as.

import { h, refresh } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { channelsOf, hashOf, titleOf } from "./place.js";

const MODES = {
  mention: "The bot answers when it is mentioned",
  auto: "The bot answers questions by itself",
  off: "The bot answers commands only",
};

/** Shows the channels that the member finds, and marks the current one. */
export function showChannels(nav, scene, { member, channel }) {
  const channels = channelsOf(scene, member.id);
  refresh(nav, [channels, channel.id, member.id], () => [
    group(
      scene,
      "Text channels",
      channels.filter(({ kind }) => kind === "text"),
      member,
      channel,
    ),
    group(
      scene,
      "Direct messages",
      channels.filter(({ kind }) => kind === "dm"),
      member,
      channel,
    ),
  ]);
}

function group(scene, title, channels, member, current) {
  if (channels.length === 0) return null;
  const items = channels.map((channel) => {
    const address = hashOf(channel.id, member.id);
    const here = channel.id === current.id ? "page" : null;
    const link = h(
      "a",
      { href: address, "data-id": channel.id, "data-key": channel.id, "aria-current": here },
      icon(iconOf(channel)),
      h("span", { class: "grow" }, titleOf(scene, channel)),
      badge(channel),
    );
    return h("li", null, link);
  });
  return [h("h3", null, title), h("ul", null, ...items)];
}

/** The icon for a channel's kind. */
export function iconOf({ kind }) {
  return kind === "dm" ? "at" : "hash";
}

/** How the bot treats what is written in a channel. */
function badge({ kind, mode }) {
  return kind === "text" && h("span", { class: `badge mode-${mode}`, title: MODES[mode] }, mode);
}

/** Fills in the members once; `choose(id)` is called when another one is to speak. */
export function showMembers(fieldset, scene, current, choose) {
  for (const label of fieldset.querySelectorAll("label")) label.remove();
  for (const { id, name, kind, note } of scene.members) {
    const input = h("input", { type: "radio", name: "member", value: id });
    input.checked = id === current;
    input.addEventListener("change", () => choose(id));
    const text = h(
      "span",
      { class: "member-text" },
      h("span", { class: "member-name" }, name),
      h("span", { class: "member-note" }, note || kind),
    );
    fieldset.append(h("label", { "data-id": id, "data-kind": kind }, input, avatar(id, name), text));
  }
}
