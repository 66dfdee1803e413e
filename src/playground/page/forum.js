// A forum: its posts, newest first, and a form for a new one in the composer's place.

import { whileBusy } from "./components.js";
import { h, hiddenText, refresh } from "./dom.js";
import { inputField } from "./modal.js";
import { hashOf } from "./place.js";
import { writtenElement } from "./times.js";
import { forumWelcome } from "./welcome.js";

const LONGEST_TITLE = 100;
const LONGEST_TEXT = 2000;

export class Forum {
  #page;
  #list;
  #form;
  #title;
  #text;
  #submit;

  /** `page` offers `act(body)` and `openNew(channelId)`; the rest are the places for the posts and for the form. */
  constructor(page, { list, form }) {
    this.#page = page;
    this.#list = list;
    this.#form = form;
    const title = { label: "Title", placeholder: "Your question", required: true, most: LONGEST_TITLE };
    const text = { label: "Text", required: true, most: LONGEST_TEXT, paragraph: true };
    this.#title = inputField(title, "post-title");
    this.#text = inputField(text, "post-text");
    this.#text.input.rows = 2;
    this.#submit = h("button", { type: "submit", class: "button primary" }, "Post");
    form.append(
      h("h2", null, "New post"),
      this.#title.element,
      this.#text.element,
      h("div", { class: "post-foot" }, this.#submit),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      whileBusy(this.#submit, () => this.#send());
    });
  }

  /** Shows the posts and the form, or hides both; what was begun stays, to be posted as somebody else. */
  show(shown) {
    this.#list.hidden = !shown;
    this.#form.hidden = !shown;
  }

  /** Lists the posts of a forum. */
  update(posts, { channel, member }) {
    refresh(this.#list, [posts, channel.note, channel.id, member.id], () =>
      posts.length === 0
        ? h("div", { class: "welcome" }, ...forumWelcome(channel, (title, text) => this.#post(title, text)))
        : h("ul", { class: "posts" }, ...posts.map((post) => h("li", null, postLink(post, member)))),
    );
  }

  focus() {
    this.#title.input.focus();
  }

  async #send() {
    const fields = [this.#title, this.#text];
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length > 0) {
      wrong[0].input.focus();
      return;
    }
    const [title, text] = fields.map(({ input }) => input.value);
    if (!(await this.#post(title, text))) return;
    for (const { input } of fields) {
      input.value = "";
      // The counter under it goes along.
      input.dispatchEvent(new Event("input"));
    }
  }

  /** Starts a post and opens it; resolves to whether that could be done. */
  async #post(title, text) {
    const answer = await this.#page.act({ do: "post", title, text });
    if (answer) this.#page.openNew(answer.post);
    return answer !== null;
  }
}

function postLink({ id, title, first, created, replies }, member) {
  return h(
    "a",
    { class: "post", href: hashOf(id, member.id), "data-key": id },
    h("span", { class: "post-title" }, title),
    h(
      "span",
      { class: "post-text" },
      first ? [h("strong", null, first.author), `: ${first.text}`] : "The first message was deleted.",
    ),
    h(
      "span",
      { class: "post-aside" },
      `${replies} ${replies === 1 ? "reply" : "replies"}`,
      created && [" · ", hiddenText("posted "), writtenElement(new Date(created))],
    ),
  );
}
