// What an empty channel shows: things to try.

import { h } from "./dom.js";
import { firstTextChannel, signedTitleOf } from "./place.js";

const QUESTIONS = ["How long does it take to become a perfusionist?", "wat do perfusionits earn"];

/**
 * The nodes for a channel in which nothing was said. `actions`: `say(text)`, `command(name, given)`, and
 * `goAndCommand(memberId, channelId, name)`.
 */
export function welcome(scene, { channel, member }, actions) {
  const moderator = scene.members.find(({ kind }) => kind === "moderator");
  const mention = channel.kind !== "dm" && channel.mode === "mention" ? `<@${scene.bot.id}> ` : "";
  const shownAs = mention ? `@${scene.bot.name} ` : "";
  const say = (text) => suggestion(`${shownAs}${text}`, () => actions.say(`${mention}${text}`));
  const role = suggestion("/role perfusionist", () => actions.command("role", "perfusionist"));
  const asks = channel.mode !== "off";
  const title =
    channel.kind === "dm" ? `Direct messages with ${scene.bot.name}` : `This is ${signedTitleOf(scene, channel)}`;
  return [
    h("h2", null, title),
    h("p", { class: "muted" }, channel.note),
    h("p", null, "Nothing has been said here yet. Try one of these:"),
    h(
      "div",
      { class: "suggestions" },
      asks && say(QUESTIONS[0]),
      role,
      asks && say(QUESTIONS[1]),
      moderator && suggestion(...asModerator(scene, moderator, member, channel, actions)),
    ),
  ];
}

/** The nodes for a forum without posts; `post(title, text)` starts one. */
export function forumWelcome({ name, note }, post) {
  return [
    h("h2", null, `This is #${name}`),
    h("p", { class: "muted" }, note),
    h("p", null, "Nothing has been posted here yet. Try this one:"),
    h(
      "div",
      { class: "suggestions" },
      suggestion(QUESTIONS[0], () => post(QUESTIONS[0], "I'm thinking about a change. Thanks for any help!")),
    ),
  ];
}

function asModerator(scene, moderator, member, channel, actions) {
  const here = channel.kind === "dm" ? firstTextChannel(scene) : channel;
  const label = member.id === moderator.id ? "/knowledge inbox" : "Speak as the moderator and use /knowledge inbox";
  return [label, () => actions.goAndCommand(moderator.id, here.id, "knowledge inbox")];
}

function suggestion(label, run) {
  return h("button", { type: "button", class: "suggestion", onclick: run }, label);
}
