// Discord's command definitions, as the picker and the composer need them.

const SUBCOMMAND = 1;
const GROUP = 2;
const SLASH = 1;
const MESSAGE = 3;

export const TEXT = 3;
export const WHOLE_NUMBER = 4;
export const TRUE_OR_FALSE = 5;
const CHANNEL = 7;
const NUMBER = 10;

/** Discord's numbers for the kinds of channels that an option can take. */
const CHANNEL_TYPES = { text: 0, thread: 11, forum: 15 };

/** Slash commands with their subcommands made flat: `{ name: "knowledge check", description, options }`. */
export function slashCommands(commands) {
  return commands.filter((command) => (command.type ?? SLASH) === SLASH).flatMap((command) => flatten(command, ""));
}

/** Names of the commands of a message's menu. */
export function messageCommands(commands) {
  return commands.filter((command) => command.type === MESSAGE).map((command) => command.name);
}

function flatten(command, before) {
  const name = `${before}${command.name}`;
  const options = command.options ?? [];
  const subs = options.filter(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (subs.length > 0) return subs.flatMap((sub) => flatten(sub, `${name} `));
  // Required options come first, as Discord registers them.
  const inOrder = [...options].sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
  return [{ name, description: command.description, options: inOrder }];
}

/** The commands that what was typed after the slash may mean, best first. */
export function matching(commands, typed) {
  const wanted = typed.trim().toLowerCase();
  const rank = ({ name }) => {
    if (name.startsWith(wanted)) return 0;
    return name.split(" ").some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return commands
    .map((command) => [rank(command), command])
    .filter(([rank]) => rank < 2)
    .sort(([a], [b]) => a - b)
    .map(([, command]) => command);
}

/** A command that was typed in full with a blank behind it, and what was typed after that; or null. */
export function typedInFull(commands, text) {
  const found = commands
    .filter(({ name }) => text.startsWith(`/${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  return found ? { command: found, rest: text.slice(found.name.length + 2).trim() } : null;
}

/** An option for a channel with those of `channels` that it takes as its choices; any other option as it is. */
export function withChannels(option, channels) {
  if (option.type !== CHANNEL) return option;
  const types = option.channel_types ?? Object.values(CHANNEL_TYPES);
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  const taken = channels.filter(({ kind }) => types.includes(CHANNEL_TYPES[kind]));
  const choices = taken.map(({ id, name, parent }) => ({
    name: `#${name}`,
    note: parent && `in #${names.get(parent)}`,
    value: { channel: id },
  }));
  return { ...option, choices };
}

/** The choices that an option is limited to, or null. */
export function fixedChoices(option) {
  if (option.type === CHANNEL) return option.choices;
  if (option.type === TRUE_OR_FALSE) {
    return [
      { name: "True", value: true },
      { name: "False", value: false },
    ];
  }
  return option.choices?.length > 0 ? option.choices : null;
}

/** What was typed for an option as its `{ value }`, or `{ problem }` as a sentence. */
export function readValue(option, text) {
  const typed = text.trim();
  const choices = fixedChoices(option);
  if (choices) {
    const wanted = typed.toLowerCase();
    const meant = option.type === CHANNEL ? [wanted, `#${wanted}`] : [wanted];
    const choice = choices.find(({ name }) => meant.includes(name.toLowerCase()));
    return choice ? { value: choice.value } : { problem: `Choose one of those offered for ${option.name}.` };
  }
  if (option.type === WHOLE_NUMBER || option.type === NUMBER) return readNumber(option, typed);
  if (typed.length < (option.min_length ?? 0)) {
    return { problem: `${option.name} needs at least ${option.min_length} characters.` };
  }
  return { value: typed };
}

function readNumber(option, typed) {
  const { name, type, min_value: least = -Infinity, max_value: most = Infinity } = option;
  const value = Number(typed);
  const fits = type === WHOLE_NUMBER ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!fits) return { problem: `${name} takes a ${type === WHOLE_NUMBER ? "whole " : ""}number.` };
  if (value < least) return { problem: `${name} takes ${least} or more.` };
  if (value > most) return { problem: `${name} takes ${most} or less.` };
  return { value };
}

/** What an option is for and what it takes, for the line above the composer. */
export function describe(option) {
  const limits = [];
  if (option.max_length) limits.push(`up to ${option.max_length} characters`);
  if (option.type === WHOLE_NUMBER) limits.push("a whole number");
  if (option.type === CHANNEL) limits.push("a channel");
  if (!option.required) limits.push("optional");
  return `${option.name}: ${option.description}${limits.length > 0 ? ` (${limits.join(", ")})` : ""}`;
}
