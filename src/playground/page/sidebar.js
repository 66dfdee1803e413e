// The left column: the server's channels with their threads, the member's direct messages, and whom one speaks as.

import { h, hiddenText, refresh } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { channelsOf, hashOf, parentOf, titleOf } from "./place.js";

const MODES = {
  mention: "The bot answers when it is mentioned",
  auto: "The bot answers questions by itself",
  shadow: "The bot is on trial: it tells the moderators alone what it would answer",
  off: "The bot answers commands only",
};
const QUIET = "Answers to what is written here open for whoever presses a button";
const ICONS = { text: "hash", forum: "forum", thread: "thread", dm: "at" };

/** Shows the channels that the member finds, and marks the current one. */
export function showChannels(nav, scene, { member, channel }) {
  const channels = channelsOf(scene, member.id);
  const place = { scene, channels, member, current: channel };
  refresh(nav, [channels, channel.id, member.id], () => [
    group("Channels", ["text", "forum"], place),
    group("Direct messages", ["dm"], place),
  ]);
}

function group(title, kinds, place) {
  const channels = place.channels.filter(({ kind }) => kinds.includes(kind));
  if (channels.length === 0) return null;
  return [h("h3", null, title), h("ul", null, ...channels.map((channel) => item(channel, place)))];
}

/** A channel with its threads beneath it. */
function item(channel, place) {
  const threads = threadsOf(channel, place).map((thread) => item(thread, place));
  return h("li", null, link(channel, place), threads.length > 0 && h("ul", null, ...threads));
}

/** All threads of a channel. A forum lists its posts itself, so that only the one that is open stands here. */
function threadsOf({ id, kind }, { channels, current }) {
  return channels.filter(({ parent, id: thread }) => parent === id && (kind !== "forum" || thread === current.id));
}

function link(channel, { scene, member, current }) {
  const here = channel.id === current.id ? "page" : null;
  const title = titleOf(scene, channel);
  const above = parentOf(scene, channel);
  return h(
    "a",
    {
      href: hashOf(channel.id, member.id),
      "data-id": channel.id,
      "data-key": channel.id,
      "data-kind": channel.kind,
      "aria-current": here,
      title: channel.kind === "thread" ? title : null,
    },
    icon(ICONS[channel.kind]),
    h("span", { class: "grow" }, title),
    channel.quiet && !above?.quiet && quietSign(),
    channel.kind !== "dm" && channel.mode !== above?.mode && badge(channel),
  );
}

/** How the bot treats what is written in a channel; a thread shows what differs from its channel's. */
function badge({ mode }) {
  return h("span", { class: `badge mode-${mode}`, title: MODES[mode] }, mode);
}

function quietSign() {
  return h("span", { class: "quiet", title: QUIET }, icon("quiet"), hiddenText("quiet"));
}

/** What stands above a channel: its name, behind a link to the channel that it belongs to. */
export function placeName(scene, { member, channel }) {
  const above = parentOf(scene, channel);
  const title = titleOf(scene, channel);
  return [
    icon(ICONS[(above ?? channel).kind]),
    above && [h("a", { href: hashOf(above.id, member.id) }, titleOf(scene, above)), h("span", null, "›")],
    h("span", { class: "name", title: above && title }, title),
  ];
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
