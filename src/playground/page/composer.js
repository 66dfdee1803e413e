// The box to write in: sending, replies, mentions, and the way into slash commands.

import { CommandForm } from "./command-form.js";
import { matching, slashCommands, typedInFull } from "./commands.js";
import { composing, h, hiddenText, lengthOf } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, encodeMentions, mentionable, mentionAt } from "./people.js";
import { channelsOf } from "./place.js";

const LONGEST = 2000;
const WARN_FROM = 1800;
const MOST_LINES = 40;

export class Composer {
  #page;
  #field;
  #form;
  #picker;
  #replyBar;
  #leftOver;
  #commandForm;
  #commands = [];
  #reply = null;
  // The name of a command, and what is given to it, until the bot's commands are known in the new place.
  #wanted = null;

  /** `page` offers `scene`, `member`, `act(body)`, `complete(…)`, `editLast()`; the rest are elements and the picker. */
  constructor(page, { form, field, picker, replyBar, leftOver, commandForm }) {
    this.#page = page;
    this.#form = form;
    this.#field = field;
    this.#picker = picker;
    this.#replyBar = replyBar;
    this.#leftOver = leftOver;
    this.#commandForm = new CommandForm(commandForm, picker, {
      complete: page.complete,
      channels: () => channelsOf(page.scene, page.member.id),
      send: (name, options) => {
        this.#showField();
        page.act({ do: "command", name, options });
      },
      left: () => this.#showField(),
    });
    field.addEventListener("input", () => this.#typed());
    field.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  /** The commands that are offered here now. */
  setCommands(commands) {
    const cameLate = this.#commands.length === 0 && this.#field.value.startsWith("/");
    this.#commands = slashCommands(commands);
    if (this.#wanted) this.openCommand(...this.#wanted);
    else if (cameLate && document.activeElement === this.#field) this.#typed();
  }

  /**
   * Another place: a command or a reply that was begun is dropped; the text stays, to be sent as somebody else. In a
   * forum, which takes posts alone, it isn't `shown`.
   */
  moveTo(channelName, shown) {
    if (this.#commandForm.isOpen) this.#commandForm.leave();
    this.#commands = [];
    this.#wanted = null;
    this.#setReply(null);
    this.#field.placeholder = `Message ${channelName}`;
    this.#field.setAttribute("aria-label", `Message ${channelName}. Type / for commands.`);
    this.#form.hidden = !shown;
  }

  focus() {
    this.#field.focus();
  }

  /** Opens a command by its full name, now or as soon as it is offered. */
  openCommand(name, given) {
    const command = this.#commands.find((command) => command.name === name);
    // A command with subcommands has none of its own: the picker offers what there is.
    const partly = !command && this.#commands.some((command) => command.name.startsWith(`${name} `));
    this.#wanted = command || partly ? null : [name, given];
    if (command) {
      this.#showForm(command, given);
    } else if (partly) {
      this.fill(`/${name}`);
    }
  }

  /** Puts a text into the box, as if it had been typed. */
  fill(text) {
    if (this.#commandForm.isOpen) this.#commandForm.leave();
    this.#field.value = text;
    this.focus();
    this.#typed();
  }

  /** Starts a reply to a message. */
  replyTo(message) {
    if (this.#commandForm.isOpen) this.#commandForm.leave();
    this.#setReply({ message, ping: true });
    this.focus();
  }

  #showForm(command, given) {
    this.#picker.hide();
    this.#field.value = "";
    this.#measure();
    this.#form.hidden = true;
    this.#commandForm.open(command, given);
  }

  #showField() {
    this.#form.hidden = false;
    this.focus();
  }

  #setReply(reply) {
    this.#reply = reply;
    this.#replyBar.hidden = reply === null;
    if (!reply) return;
    const { name } = reply.message.author;
    const state = h("span", null, `@ ${reply.ping ? "ON" : "OFF"}`);
    const toggle = h(
      "button",
      { type: "button", class: "ping", "aria-pressed": String(reply.ping), title: `Mention ${name}` },
      state,
      hiddenText(` Mention ${name}`),
    );
    toggle.addEventListener("click", () => {
      reply.ping = !reply.ping;
      toggle.setAttribute("aria-pressed", String(reply.ping));
      state.textContent = `@ ${reply.ping ? "ON" : "OFF"}`;
    });
    const close = h("button", { type: "button", class: "icon", "aria-label": "Cancel the reply" }, icon("close"));
    close.addEventListener("click", () => {
      this.#setReply(null);
      this.focus();
    });
    this.#replyBar.replaceChildren(
      h("span", { class: "grow" }, "Replying to ", h("strong", null, name)),
      toggle,
      close,
    );
  }

  #typed() {
    this.#measure();
    const text = this.#field.value;
    const full = typedInFull(this.#commands, text);
    if (full) {
      this.#showForm(full.command, full.rest);
    } else if (/^\/[^\n/]*$/.test(text)) {
      this.#offerCommands(text.slice(1));
    } else {
      this.#offerPeople(text);
    }
  }

  #offerCommands(typed) {
    const items = matching(this.#commands, typed).map((command) => ({
      label: `/${command.name}`,
      note: command.description,
      aside: command.options.map((option) => (option.required ? option.name : `${option.name}?`)).join("  "),
      command,
    }));
    this.#picker.show(this.#field, "Commands", items, ({ command }) => this.#showForm(command));
  }

  #offerPeople(text) {
    const { scene } = this.#page;
    const found = mentionAt(text, this.#field.selectionStart);
    const people = found ? mentionable(scene, found.typed) : [];
    const items = people.map((person) => ({
      label: person.name,
      lead: avatar(person.id, person.name),
      aside: person.bot ? "APP" : person.note,
      person,
    }));
    this.#picker.show(this.#field, "People", items, ({ person }) => {
      const field = this.#field;
      field.setRangeText(`@${person.name} `, found.start, field.selectionStart, "end");
      this.#measure();
    });
  }

  #key(event) {
    if (this.#picker.key(event) || composing(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    } else if (event.key === "Escape" && this.#reply) {
      this.#setReply(null);
    } else if (event.key === "ArrowUp" && this.#field.value === "") {
      event.preventDefault();
      this.#page.editLast();
    }
  }

  async #send() {
    const { scene } = this.#page;
    const typed = this.#field.value;
    const text = encodeMentions(scene, typed.trim());
    if (!text || lengthOf(text) > LONGEST) return;
    const reply = this.#reply;
    this.#picker.hide();
    this.#field.value = "";
    this.#setReply(null);
    this.#measure();
    const sent = await this.#page.act({
      do: "say",
      text,
      reply_to: reply?.message.id ?? null,
      ping: reply?.ping ?? false,
    });
    // What could not be sent is given back, unless something else has been begun.
    if (!sent && this.#field.value === "") {
      this.#field.value = typed;
      if (reply) this.#setReply(reply);
      this.#measure();
    }
  }

  /** Fits the box to its lines and says how many characters are left when few are. */
  #measure() {
    const field = this.#field;
    field.rows = Math.min(MOST_LINES, field.value.split("\n").length);
    const length = lengthOf(encodeMentions(this.#page.scene, field.value.trim()));
    this.#leftOver.textContent = length > WARN_FROM ? String(LONGEST - length) : "";
    this.#leftOver.classList.toggle("over", length > LONGEST);
  }
}
