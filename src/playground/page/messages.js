// The log of messages: keeps their elements, groups them, and stays at the bottom unless somebody reads further up.

import { arrange } from "./dom.js";
import { MessageView } from "./message.js";

const GROUPED_WITHIN = 7 * 60 * 1000;
const NEAR_BOTTOM = 40;
const HIGHLIGHTED_FOR = 2000;

export class MessageLog {
  #page;
  #scroller;
  #list;
  #jump;
  #views = new Map();
  #messages = [];
  // Lines of this page alone, each with the id of the message that it comes after.
  #lines = [];
  #dismissed = new Set();
  #atBottom = true;
  #filled = false;

  /** `page`: see `MessageView`; the elements are the scroller, the list within it and the jump button. */
  constructor(page, { scroller, list, jump }) {
    this.#page = page;
    this.#scroller = scroller;
    this.#list = list;
    this.#jump = jump;
    scroller.addEventListener("scroll", () => this.#scrolled());
    scroller.addEventListener("keydown", (event) => this.#move(event));
    jump.addEventListener("click", () => this.toBottom());
    // Pictures that arrive and windows that change their size must not push the last message out of sight.
    const follow = new ResizeObserver(() => this.#atBottom && this.#stick());
    follow.observe(list);
    follow.observe(scroller);
  }

  /** Forgets everything: another place is shown now. */
  clear() {
    this.#views.clear();
    this.#list.replaceChildren();
    this.#messages = [];
    this.#lines = [];
    this.#filled = false;
    this.#atBottom = true;
    this.#jump.hidden = true;
  }

  update(messages) {
    const known = new Set(this.#messages.map(({ id }) => id));
    const fresh = messages.filter(({ id }) => !known.has(id));
    this.#messages = messages;
    this.#draw();
    const own = fresh.some(({ author }) => author.id === this.#page.member.id);
    if (!this.#filled || own) this.toBottom();
    else if (this.#atBottom) this.#stick();
    else if (fresh.length > 0) this.#jump.hidden = false;
    this.#filled = true;
  }

  /** Adds a line of the bot's that only this page has, such as that it did not respond. */
  addLine(content) {
    const after = this.#messages.at(-1)?.id;
    const { bot } = this.#page.scene;
    this.#lines.push({
      id: `line-${crypto.randomUUID()}`,
      after,
      author: { ...bot, bot: true },
      content,
      created: new Date().toISOString(),
      ephemeral: true,
      failed: true,
      embeds: [],
      attachments: [],
      components: [],
    });
    this.#draw();
    this.toBottom();
  }

  /** Hides a message that only this member sees. */
  dismiss({ id }) {
    this.#dismissed.add(id);
    this.#draw();
  }

  /** Lets the member change a message of theirs. */
  edit({ id }) {
    this.#views.get(id)?.edit();
  }

  /** The member's last message, for changing it. */
  lastOwn() {
    return this.#messages.findLast(({ author }) => author.id === this.#page.member.id);
  }

  /** Brings a message into sight and marks it for a moment. */
  jumpTo(id) {
    const element = this.#views.get(id)?.element;
    if (!element) return;
    element.scrollIntoView({ block: "center" });
    element.focus({ preventScroll: true });
    element.classList.add("highlighted");
    setTimeout(() => element.classList.remove("highlighted"), HIGHLIGHTED_FOR);
  }

  toBottom() {
    this.#atBottom = true;
    this.#jump.hidden = true;
    this.#stick();
  }

  #stick() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    this.#atBottom = scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM;
    if (this.#atBottom) this.#jump.hidden = true;
  }

  #shown() {
    const first = this.#lines.filter(({ after }) => after === undefined);
    const following = this.#messages.flatMap((message) => [
      message,
      ...this.#lines.filter(({ after }) => after === message.id),
    ]);
    return [...first, ...following].filter(({ id }) => !this.#dismissed.has(id));
  }

  #draw() {
    const shown = this.#shown();
    const elements = shown.map((message, at) => {
      const before = shown[at - 1];
      if (!this.#views.has(message.id)) this.#views.set(message.id, new MessageView(this.#page, message));
      const view = this.#views.get(message.id);
      const newDay = before !== undefined && dayOf(before) !== dayOf(message);
      view.update(message, { newDay, grouped: !newDay && goesOn(before, message) });
      return view.element;
    });
    const hadFocus = this.#list.contains(document.activeElement);
    arrange(this.#list, elements);
    // A message that goes must not take the focus along.
    if (hadFocus && !this.#list.contains(document.activeElement)) this.#scroller.focus({ preventScroll: true });
    const ids = new Set(shown.map(({ id }) => id));
    for (const id of this.#views.keys()) {
      if (!ids.has(id)) this.#views.delete(id);
    }
  }

  /** Arrow keys go from message to message while the log or a message has the focus. */
  #move(event) {
    const items = [...this.#list.children];
    const at = items.indexOf(event.target);
    if (at === -1 && event.target !== this.#scroller) return;
    const to = { ArrowUp: at === -1 ? items.length - 1 : at - 1, ArrowDown: at + 1, Home: 0, End: items.length - 1 }[
      event.key
    ];
    if (to === undefined || !items[to]) return;
    event.preventDefault();
    items[to].focus();
  }
}

/** Whether a message needs no head of its own after the one before it. */
function goesOn(before, message) {
  if (!before || message.reply_to || message.command) return false;
  if (before.author.id !== message.author.id || before.ephemeral !== message.ephemeral) return false;
  return new Date(message.created) - new Date(before.created) < GROUPED_WITHIN;
}

function dayOf({ created }) {
  return new Date(created).toDateString();
}
