// What an empty channel shows: things to try.

import { h } from "./dom.js";
import { firstTextChannel } from "./place.js";

const QUESTIONS = ["How long does it take to become a perfusionist?", "wat do perfusionits earn"];

/**
 * The nodes for a channel in which nothing was said. `actions`: `say(text)`, `command(name, given)`, and
 * `goAndCommand(memberId, channelId, name)`.
 */
export function welcome(scene, { channel, member }, actions) {
  const moderator = scene.members.find(({ kind }) => kind === "moderator");
  const mention = channel.kind === "text" && channel.mode === "mention" ? `<@${scene.bot.id}> ` : "";
  const shownAs = mention ? `@${scene.bot.name} ` : "";
  const say = (text) => suggestion(`${shownAs}${text}`, () => actions.say(`${mention}${text}`));
  const role = suggestion("/role perfusionist", () => actions.command("role", "perfusionist"));
  const asks = channel.mode !== "off";
  return [
    h("h2", null, channel.kind === "dm" ? `Direct messages with ${scene.bot.name}` : `This is #${channel.name}`),
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

function asModerator(scene, moderator, member, channel, actions) {
  const here = channel.kind === "text" ? channel : firstTextChannel(scene);
  const label = member.id === moderator.id ? "/knowledge inbox" : "Speak as the moderator and use /knowledge inbox";
  return [label, () => actions.goAndCommand(moderator.id, here.id, "knowledge inbox")];
}

function suggestion(label, run) {
  return h("button", { type: "button", class: "suggestion", onclick: run }, label);
}
