// Puts the page together: follows the server, keeps the place, and passes actions on.

import * as api from "./api.js";
import { whileBusy } from "./components.js";
import { Composer } from "./composer.js";
import { messageCommands } from "./commands.js";
import { byId, h, refresh } from "./dom.js";
import { Drawers } from "./drawers.js";
import { Forum } from "./forum.js";
import { fillIcons } from "./icons.js";
import { showKnowledge } from "./knowledge.js";
import { messageGroups, openMenu } from "./menu.js";
import { dots } from "./message.js";
import { MessageLog } from "./messages.js";
import { openModal } from "./modal.js";
import { decodeMentions, nameOf } from "./people.js";
import { Picker } from "./picker.js";
import { channelsOf, currentPlace, hashOf, signedTitleOf, titleOf } from "./place.js";
import { placeName, showChannels, showMembers } from "./sidebar.js";
import { setUpTheme } from "./theme.js";
import { keepTimesFresh } from "./times.js";
import { toast } from "./toast.js";
import { welcome } from "./welcome.js";
import { showWhy } from "./why.js";

const NO_RESPONSE = "The application did not respond";
const STOPPED = "The playground has stopped. Start it again to go on.";
const UNREACHABLE = "The playground could not be reached.";

class Page {
  #place;
  // A channel to go to once the page knows of it.
  #awaited = null;
  #unfollow = () => {};
  #commands = [];
  #connected = true;
  #ready = true;

  constructor(scene) {
    this.scene = scene;
    this.#place = currentPlace(scene);
    this.names = {
      user: (id) => nameOf(scene, id),
      channel: (id) => this.#linkTo(id),
      command: (name) => this.composer.openCommand(name),
    };
    this.drawers = new Drawers({
      left: byId("left"),
      right: byId("right"),
      middle: byId("middle"),
      scrim: byId("scrim"),
      openLeft: byId("open-left"),
      toggleRight: byId("toggle-right"),
    });
    this.log = new MessageLog(this, { scroller: byId("messages"), list: byId("message-list"), jump: byId("jump") });
    this.composer = new Composer(this, {
      form: byId("say"),
      field: byId("composer"),
      picker: new Picker({ box: byId("picker-box"), title: byId("picker-title"), list: byId("picker") }),
      replyBar: byId("replying"),
      leftOver: byId("left-over"),
      commandForm: byId("command"),
    });
    this.forum = new Forum(this, { list: byId("posts"), form: byId("new-post") });
    byId("skip").addEventListener("click", () => this.#write());
    byId("server").textContent = scene.guild.name;
    showMembers(byId("members"), scene, this.member.id, (member) => this.#goTo(this.#place.channel.id, member));
    addEventListener("hashchange", () => this.#moved());
    this.#show();
  }

  get member() {
    return this.#place.member;
  }

  /** Does something as the current member; resolves to the answer, or to null if it could not be done. */
  act = async (body) => {
    const place = this.#place;
    try {
      const answer = await this.#post(body);
      // What comes after somebody has gone elsewhere is of no use there.
      return place === this.#place ? this.#answered(answer) : answer;
    } catch (error) {
      toast(error instanceof api.Refused ? error.message : UNREACHABLE);
      return null;
    }
  };

  /** The same for a control of a message, which shows that it is busy. */
  use = (body, control) => whileBusy(control, () => this.act(body));

  /** The bot's choices for an option that is being typed; none if it has none to offer. */
  complete = async (name, options, focused) => {
    try {
      return (await this.#post({ do: "complete", name, options, focused })).choices ?? [];
    } catch {
      return [];
    }
  };

  /** Opens a post that was just started; the server lists it a moment later. */
  openNew = (channel) => {
    this.#awaited = channel;
    this.#openAwaited();
  };

  jumpTo = (id) => this.log.jumpTo(id);
  dismiss = (message) => this.log.dismiss(message);
  reply = (message) => this.composer.replyTo(message);
  backToComposer = () => this.composer.focus();
  saveEdit = (message, text) => this.act({ do: "edit", message: message.id, text });

  editLast = () => {
    const message = this.log.lastOwn();
    if (message) this.log.edit(message);
  };

  /** The context menu of a message. */
  menu = (message, point, from, closed) => {
    const groups = messageGroups(message, {
      own: message.author.id === this.member.id,
      apps: messageCommands(this.#commands),
      reply: () => this.reply(message),
      edit: () => this.log.edit(message),
      remove: () => this.act({ do: "delete", message: message.id }),
      dismiss: () => this.dismiss(message),
      use: (name) => this.act({ do: "menu", name, message: message.id }),
    });
    openMenu(groups, point, from, closed);
  };

  #post(body) {
    const { member, channel } = this.#place;
    return api.act({ member: member.id, channel: channel.id, ...body });
  }

  #answered = (answer) => {
    if (answer.kind === "too_late") this.log.addLine(NO_RESPONSE);
    if (answer.kind === "modal") {
      openModal(answer.modal, { send: (values) => this.#submit(answer.modal, values), done: this.#answered });
    }
    return answer;
  };

  /** Sends a modal; resolves to the answer, or to why it was refused. */
  async #submit(modal, values) {
    try {
      return { answer: await this.#post({ do: "submit", modal: modal.opened_by, values }) };
    } catch (error) {
      return { refused: error instanceof api.Refused ? error.message : UNREACHABLE };
    }
  }

  #openAwaited() {
    const { member } = this.#place;
    const channel = this.#awaited;
    if (!channelsOf(this.scene, member.id).some(({ id }) => id === channel)) return;
    this.#goTo(channel, member.id);
    this.#moved();
  }

  /** What a mention of a channel shows and where it leads; null for one that the member doesn't see. */
  #linkTo(id) {
    const channel = channelsOf(this.scene, this.member.id).find((channel) => channel.id === id);
    return channel ? { name: titleOf(this.scene, channel), address: hashOf(id, this.member.id) } : null;
  }

  /** Puts the focus where one writes in this place. */
  #write() {
    if (this.#place.channel.kind === "forum") this.forum.focus();
    else this.composer.focus();
  }

  #goTo(channel, member) {
    location.hash = hashOf(channel, member);
  }

  #moved() {
    const { member, channel } = currentPlace(this.scene);
    if (member.id === this.member.id && channel.id === this.#place.channel.id) return;
    this.#place = { member, channel };
    this.#awaited = null;
    this.#show();
    this.drawers.close();
  }

  /** Shows the current place from the start. */
  #show() {
    const focused = document.activeElement;
    const { member, channel } = this.#place;
    const { scene } = this;
    const isForum = channel.kind === "forum";
    history.replaceState(null, "", hashOf(channel.id, member.id));
    document.title = `${signedTitleOf(scene, channel)} · ${scene.guild.name}`;
    for (const input of byId("members").querySelectorAll("input")) input.checked = input.value === member.id;
    this.#drawPlace();
    byId("welcome").hidden = true;
    byId("typing").replaceChildren();
    for (const id of ["messages", "log-title", "log-help"]) byId(id).hidden = isForum;
    this.log.clear();
    this.composer.moveTo(signedTitleOf(scene, channel), !isForum);
    this.forum.show(isForum);
    // Focus doesn't go along with what was shown in the place before, such as a link to this one.
    if (!focused.checkVisibility()) this.#write();
    this.#commands = [];
    this.#unfollow();
    this.#unfollow = api.follow(member.id, channel.id, {
      channels: (channels) => this.#channels(channels),
      view: (view) => this.#view(view),
      why: (why) => showWhy(byId("why"), why, (text) => decodeMentions(scene, text)),
      knowledge: (knowledge) => this.#knowledge(knowledge),
      stopped: () => showStopped(true),
      back: (now) => {
        // A server that was started anew has other people and channels.
        if (now.guild.id !== scene.guild.id) location.reload();
      },
    });
  }

  /** Takes in what the channels are now. */
  #channels(channels) {
    this.scene.channels = channels;
    // The place itself stays, because answers that are under way belong to it.
    const place = this.#place;
    place.channel = channels.find(({ id }) => id === place.channel.id) ?? place.channel;
    this.#drawPlace();
    this.#openAwaited();
  }

  /** Shows the channels, and which one this is. */
  #drawPlace() {
    const { scene } = this;
    const { channel, member } = this.#place;
    showChannels(byId("channels"), scene, this.#place);
    refresh(byId("channel-name"), [channel, member.id], () => placeName(scene, this.#place));
    byId("channel-note").textContent = channel.note;
    this.#drawWelcome();
  }

  #drawWelcome() {
    const { scene } = this;
    refresh(byId("welcome"), this.#place, () =>
      welcome(scene, this.#place, {
        say: (text) => {
          this.composer.focus();
          this.act({ do: "say", text, reply_to: null, ping: false });
        },
        command: (name, given) => this.composer.openCommand(name, given),
        goAndCommand: (member, channel, name) => {
          this.#goTo(channel, member);
          this.#moved();
          this.composer.openCommand(name);
        },
      }),
    );
  }

  #view({ connected, typing, commands, messages, posts }) {
    const { scene } = this;
    showStopped(false);
    this.#commands = commands;
    this.composer.setCommands(commands);
    byId("welcome").hidden = messages.length > 0;
    this.log.update(messages);
    this.forum.update(posts, this.#place);
    this.#connected = connected;
    this.#status();
    refresh(
      byId("typing"),
      typing,
      () => typing && [dots(), h("strong", null, scene.bot.name), h("span", null, " is typing…")],
    );
  }

  #knowledge(knowledge) {
    showKnowledge(byId("knowledge-facts"), byId("knowledge-banner"), knowledge, () => this.#openPanel());
    this.#ready = knowledge.ready;
    this.#status();
  }

  /** Says why the bot can't answer yet. */
  #status() {
    const { name } = this.scene.bot;
    let text = "";
    if (!this.#connected) text = `${name} isn't connected yet.`;
    else if (!this.#ready) text = `${name} is still reading its knowledge. It can answer in a moment.`;
    byId("bot-status").hidden = text === "";
    byId("bot-status").textContent = text;
  }

  #openPanel() {
    this.drawers.showRight();
    byId("knowledge").scrollIntoView();
  }
}

function showStopped(stopped) {
  const strip = byId("stopped");
  if (strip.hidden !== stopped) return;
  strip.hidden = !stopped;
  strip.textContent = stopped ? STOPPED : "";
}

fillIcons(document);
setUpTheme(byId("theme"));
keepTimesFresh();
new Page(await api.awaitScene(() => showStopped(true)));
