// Where the page is: the channel and the member, kept in the address, so that a link opens the same place.

/** The address of a place. */
export function hashOf(channel, member) {
  return `#${new URLSearchParams({ channel, member })}`;
}

/** The channels that a member finds: the server's if they are in it, and their own direct messages. */
export function channelsOf(scene, member) {
  return scene.channels.filter((channel) => channel.seen_by.includes(member));
}

/** The channel that a thread belongs to, or the forum that a post belongs to. */
export function parentOf(scene, { parent }) {
  return scene.channels.find(({ id }) => id === parent);
}

/** What a channel is called: direct messages by whom they are with. */
export function titleOf(scene, { kind, name }) {
  return kind === "dm" ? scene.bot.name : name;
}

/** The same with the sign before it that tells what it is. */
export function signedTitleOf(scene, channel) {
  const sign = { text: "#", forum: "#", dm: "@" }[channel.kind] ?? "";
  return `${sign}${titleOf(scene, channel)}`;
}

/** The place in the address, or the nearest one that there is. */
export function currentPlace(scene) {
  const asked = new URLSearchParams(location.hash.slice(1));
  const member = scene.members.find(({ id }) => id === asked.get("member")) ?? scene.members[0];
  const channels = channelsOf(scene, member.id);
  const wanted = scene.channels.find(({ id }) => id === asked.get("channel"));
  const channel =
    channels.find(({ id }) => id === wanted?.id) ?? channels.find(({ kind }) => kind === wanted?.kind) ?? channels[0];
  return { member, channel };
}

/** The first text channel in which the bot can be asked, for links that need one. */
export function firstTextChannel(scene) {
  return scene.channels.find(({ kind }) => kind === "text");
}
