// One message of the log: who, when, what, and what can be done with it.

import { rowElements } from "./components.js";
import { composing, forget, h, hiddenText, refresh } from "./dom.js";
import { attachmentElements, embedElement } from "./embed.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { avatar, decodeMentions, encodeMentions } from "./people.js";
import { formatTime, timeElement, writtenElement } from "./times.js";

/**
 * A message's element, which `update` changes in place: parts that stay the same keep their nodes.
 * `page` offers `scene`, `names`, `member`, `use`, `jumpTo`, `dismiss`, `menu`, `reply`, `saveEdit` and `backToComposer`.
 */
export class MessageView {
  #page;
  #editing = false;
  #parts = {};

  constructor(page, message) {
    this.#page = page;
    for (const name of ["day", "above", "head", "content", "embeds", "attachments", "rows", "local"]) {
      this.#parts[name] = h("div", { class: name });
    }
    const { day, above, head, content, embeds, attachments, rows, local } = this.#parts;
    const body = h("div", { class: "body" }, above, head, content, embeds, attachments, rows, local);
    const box = h("div", { class: "message" }, h("div", { class: "gutter" }), body, this.#tools());
    this.element = h("li", { "data-id": message.id, tabindex: "-1" }, day, box);
    this.element.addEventListener("contextmenu", (event) => {
      // A link keeps the browser's own menu, for copying its address.
      if (event.target.closest("a, textarea")) return;
      event.preventDefault();
      this.#openMenu({ x: event.clientX, y: event.clientY }, this.element);
    });
    this.element.addEventListener("keydown", (event) => this.#key(event));
  }

  /** Shows the message as it is now; `grouped` is one that goes on after its author's last. */
  update(message, { grouped, newDay }) {
    this.message = message;
    const { names, member, use } = this.#page;
    const parts = this.#parts;
    const created = new Date(message.created);
    const classes = this.element.classList;
    classes.toggle("grouped", grouped);
    classes.toggle("ephemeral", message.ephemeral);
    classes.toggle("pinged", message.content.includes(`<@${member.id}>`) && !message.ephemeral);
    classes.toggle("failed", message.failed === true);

    refresh(
      parts.day,
      newDay && message.created.slice(0, 10),
      () => newDay && h("span", null, formatTime(created, "D")),
    );
    refresh(this.element.querySelector(".gutter"), [grouped, message.author], () =>
      grouped ? timeElement(created, "t", "when") : avatar(message.author.id, message.author.name),
    );
    refresh(parts.above, [message.reply_to, message.command], () => this.#above(message));
    refresh(parts.head, [grouped, message.author, message.created], () => !grouped && this.#head(message, created));
    if (!this.#editing) this.#drawContent();
    refresh(parts.embeds, message.embeds, () => message.embeds.map((embed) => embedElement(embed, names)));
    refresh(parts.attachments, [message.attachments, message.embeds], () => attachmentElements(message));
    refresh(parts.rows, message.components, () => rowElements(message, use));
    refresh(parts.local, message.ephemeral, () => message.ephemeral && this.#onlyYou());
  }

  /** Lets the member change their message in place. */
  edit() {
    const { scene } = this.#page;
    const { content } = this.#parts;
    this.#editing = true;
    const field = h("textarea", { class: "editor", rows: "1", "aria-label": "Edit the message" });
    field.value = decodeMentions(scene, this.message.content);
    const stop = () => {
      this.#editing = false;
      forget(content);
      this.#drawContent();
      this.#page.backToComposer();
    };
    const save = async () => {
      const text = encodeMentions(scene, field.value.trim());
      const changed = text && text !== this.message.content;
      const refused = changed && (await this.#page.saveEdit(this.message, text)) === null;
      if (!refused) stop();
    };
    field.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") stop();
      else if (event.key === "Enter" && !event.shiftKey && !composing(event)) {
        event.preventDefault();
        save();
      }
    });
    const cancelButton = h("button", { type: "button", class: "link", onclick: stop }, "cancel");
    const saveButton = h("button", { type: "button", class: "link", onclick: save }, "save");
    const hint = h("div", { class: "edit-hint" }, "Escape to ", cancelButton, " • Enter to ", saveButton);
    content.replaceChildren(field, hint);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  #drawContent() {
    const { content, loading, edited } = this.message;
    refresh(this.#parts.content, [content, loading, edited], () => this.#content(this.message));
  }

  #above({ reply_to, command }) {
    if (command) {
      return h(
        "div",
        { class: "above-line" },
        h("strong", null, command.by),
        " used ",
        h("span", { class: "mention" }, command.name),
      );
    }
    if (!reply_to) return null;
    return h(
      "button",
      { type: "button", class: "above-line reply-to", onclick: () => this.#page.jumpTo(reply_to.id) },
      icon("reply"),
      hiddenText("In reply to "),
      h("strong", null, reply_to.author),
      h("span", { class: "reply-text" }, reply_to.text),
    );
  }

  #head({ author }, created) {
    return [
      h("h3", { class: "author" }, author.name),
      author.bot && h("span", { class: "badge app" }, "APP"),
      writtenElement(created),
    ];
  }

  #content({ author, content, loading, edited, failed }) {
    if (loading) return h("div", { class: "thinking" }, dots(), ` ${author.name} is thinking…`);
    const nodes = markdown(content, this.#page.names);
    if (failed) return h("div", { class: "failure" }, ...nodes);
    if (!edited || nodes.length === 0) return nodes;
    // The mark stands at the end of the text itself, unless that is a list, a quote or code.
    const last = nodes.at(-1);
    if (!last.matches(".text")) return [...nodes, mark()];
    last.append(mark());
    return nodes;
  }

  #onlyYou() {
    const dismiss = h("button", { type: "button", class: "link", "data-key": "dismiss" }, "Dismiss message");
    dismiss.addEventListener("click", () => this.#page.dismiss(this.message));
    return h("div", { class: "only-you" }, icon("eye"), "Only you can see this · ", dismiss);
  }

  #tools() {
    const reply = h("button", { type: "button", class: "icon", "aria-label": "Reply", title: "Reply" }, icon("reply"));
    reply.addEventListener("click", () => this.#page.reply(this.message));
    const more = h(
      "button",
      { type: "button", class: "icon more", "aria-label": "More", title: "More", "aria-haspopup": "menu" },
      icon("more"),
    );
    more.addEventListener("click", () => this.#openMenu(below(more), more));
    return h("div", { class: "tools" }, reply, more);
  }

  #key(event) {
    if (event.target.matches("textarea")) return;
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      const from = event.target === this.element ? this.element.querySelector(".content") : event.target;
      this.#openMenu(below(from), event.target);
    }
  }

  #openMenu(point, from) {
    // The tools stay in sight while the menu is open, so that focus can go back to them.
    this.element.classList.add("menu-open");
    this.#page.menu(this.message, point, from, () => this.element.classList.remove("menu-open"));
  }
}

/** Three dots that move while something is awaited. */
export function dots() {
  return h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
}

function mark() {
  return h("span", { class: "edited" }, " (edited)");
}

function below(element) {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
}
