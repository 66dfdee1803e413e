// The list above the composer: commands, choices of an option, or people to mention. The focus stays in the field.

import { composing, h } from "./dom.js";

export class Picker {
  #box;
  #title;
  #list;
  #input = null;
  #items = [];
  #active = 0;
  #choose = null;

  constructor({ box, title, list }) {
    this.#box = box;
    this.#title = title;
    this.#list = list;
    // The field keeps the focus while the list is used with the mouse.
    box.addEventListener("mousedown", (event) => event.preventDefault());
    // A list that scrolls can be reached with Shift+Tab; its keys do there what they do in the field.
    list.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("blur", (event) => event.relatedTarget !== this.#input && this.hide());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#pick([...list.children].indexOf(option));
    });
  }

  get isOpen() {
    return !this.#box.hidden;
  }

  /**
   * Offers `items` (`{ label, note, aside, lead }`) for `input`; `choose(item, key)` gets the chosen one and the key
   * that chose it. Without items it closes.
   */
  show(input, title, items, choose) {
    if (this.#input && this.#input !== input) this.hide();
    if (items.length === 0) {
      this.hide();
      return;
    }
    if (this.#input !== input) input.addEventListener("blur", this.#left);
    this.#input = input;
    this.#items = items;
    this.#choose = choose;
    this.#active = 0;
    this.#title.textContent = title;
    this.#list.setAttribute("aria-label", title);
    this.#list.replaceChildren(...items.map(optionElement));
    this.#box.hidden = false;
    input.setAttribute("aria-controls", this.#list.id);
    if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", "true");
    this.#paint();
  }

  hide() {
    if (!this.#input) return;
    this.#input.removeEventListener("blur", this.#left);
    if (this.#box.contains(document.activeElement)) this.#input.focus();
    this.#box.hidden = true;
    this.#list.replaceChildren();
    this.#input.removeAttribute("aria-activedescendant");
    this.#input.removeAttribute("aria-controls");
    if (this.#input.hasAttribute("aria-expanded")) this.#input.setAttribute("aria-expanded", "false");
    this.#input = null;
    this.#items = [];
  }

  /** Takes a key press of the field if it is one for the list. */
  key(event) {
    if (!this.isOpen || composing(event) || event.ctrlKey || event.metaKey || event.altKey) return false;
    const keys = {
      ArrowDown: () => this.#move(this.#active + 1),
      ArrowUp: () => this.#move(this.#active - 1),
      Enter: () => this.#pick(this.#active, "Enter"),
      Tab: () => this.#pick(this.#active, "Tab"),
      Escape: () => this.hide(),
    };
    if (!keys[event.key] || event.shiftKey) return false;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
    return true;
  }

  #left = (event) => {
    if (!this.#box.contains(event.relatedTarget)) this.hide();
  };

  #move(to) {
    this.#active = (to + this.#items.length) % this.#items.length;
    this.#paint();
  }

  #pick(at, key = null) {
    const item = this.#items[at];
    const choose = this.#choose;
    this.hide();
    choose(item, key);
  }

  #paint() {
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === this.#active)));
    const active = this.#list.children[this.#active];
    this.#input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }
}

function optionElement(item, at) {
  return h(
    "li",
    { role: "option", id: `picker-${at}`, "data-value": item.label },
    item.lead,
    h(
      "span",
      { class: "option-text" },
      h("span", { class: "option-label" }, item.label),
      item.note && h("span", { class: "option-note" }, item.note),
    ),
    item.aside && h("span", { class: "option-aside" }, item.aside),
  );
}
