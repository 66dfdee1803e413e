// A string select menu of a message: a button that opens a listbox, for one choice or several.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const ROOM = 8;

let created = 0;

/**
 * The menu for a component; `send(values, control)` is called with what was chosen. With one choice, choosing sends;
 * with several, Enter or 'Done' does. Escape takes back what wasn't sent.
 */
export function selectElement(component, send) {
  return new Select(component, send).element;
}

class Select {
  #options;
  #least;
  #most;
  #several;
  #placeholder;
  #send;
  #chosen;
  #before;
  #active = 0;
  #label = h("span", { class: "select-label" });
  #trigger;
  #items;
  #popup;

  constructor(component, send) {
    this.#options = component.options ?? [];
    this.#least = component.min_values ?? 1;
    this.#most = component.max_values ?? 1;
    this.#several = this.#most > 1 || this.#least === 0;
    this.#placeholder = component.placeholder || "Make a selection";
    this.#send = send;
    this.#chosen = new Set(this.#options.filter((option) => option.default).map((option) => option.value));
    this.#before = this.#chosen;
    const id = `select-${(created += 1)}`;
    this.#trigger = this.#makeTrigger(component, id);
    this.#popup = this.#makePopup(id);
    this.element = h("div", { class: "select" }, this.#trigger, this.#popup);
    this.#paint();
  }

  #makeTrigger(component, id) {
    const attributes = {
      type: "button",
      class: "select-trigger",
      role: "combobox",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": this.#placeholder,
      "data-key": component.custom_id,
      disabled: component.disabled,
    };
    const trigger = h("button", attributes, this.#label, icon("down"));
    trigger.addEventListener("click", () => (this.#popup.hidden ? this.#open() : this.#cancel()));
    trigger.addEventListener("keydown", (event) => this.#key(event));
    return trigger;
  }

  #makePopup(id) {
    this.#items = this.#options.map((option, at) => optionElement(option, `${id}-${at}`));
    const several = this.#several ? "true" : null;
    const list = h(
      "ul",
      { role: "listbox", id, "aria-label": this.#placeholder, "aria-multiselectable": several },
      ...this.#items,
    );
    list.addEventListener("click", (event) => {
      const at = this.#items.indexOf(event.target.closest("[role=option]"));
      if (at >= 0) this.#pick(at);
    });
    const popup = h("div", { class: "select-popup", hidden: true }, list, this.#several && this.#foot());
    // The trigger keeps the focus while the list is used with the mouse.
    popup.addEventListener("mousedown", (event) => event.preventDefault());
    return popup;
  }

  #foot() {
    const range = this.#least === this.#most ? this.#least : `${this.#least} to ${this.#most}`;
    const done = h("button", { type: "button", class: "button primary", tabindex: "-1" }, "Done");
    done.addEventListener("click", () => this.#finish());
    return h("div", { class: "select-foot" }, h("span", null, `Choose ${range}`), done);
  }

  #paint() {
    const labels = this.#options.filter(({ value }) => this.#chosen.has(value)).map(({ label }) => label);
    this.#label.textContent = labels.join(", ") || this.#placeholder;
    this.#label.classList.toggle("placeholder", labels.length === 0);
    this.#items.forEach((item, at) => {
      item.setAttribute("aria-selected", String(this.#chosen.has(this.#options[at].value)));
      item.classList.toggle("active", at === this.#active);
    });
    const active = this.#items[this.#active];
    if (this.#popup.hidden || !active) return;
    this.#trigger.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  #open() {
    this.#before = new Set(this.#chosen);
    this.#active = Math.max(
      0,
      this.#options.findIndex(({ value }) => this.#chosen.has(value)),
    );
    this.#popup.hidden = false;
    this.#trigger.setAttribute("aria-expanded", "true");
    const { bottom } = this.element.closest("#messages").getBoundingClientRect();
    const below = bottom - this.#trigger.getBoundingClientRect().bottom;
    this.#popup.classList.toggle("up", below < this.#popup.offsetHeight + ROOM);
    document.addEventListener("pointerdown", this.#outside);
    this.#paint();
  }

  #close() {
    this.#popup.hidden = true;
    this.#trigger.setAttribute("aria-expanded", "false");
    this.#trigger.removeAttribute("aria-activedescendant");
    document.removeEventListener("pointerdown", this.#outside);
    this.#paint();
  }

  #outside = (event) => {
    if (!this.element.contains(event.target)) this.#cancel();
  };

  #cancel() {
    this.#chosen = this.#before;
    this.#close();
  }

  #finish() {
    if (this.#chosen.size < this.#least || this.#chosen.size > this.#most) return;
    this.#close();
    const values = this.#options.map(({ value }) => value).filter((value) => this.#chosen.has(value));
    this.#send(values, this.#trigger);
  }

  #pick(at) {
    const value = this.#options[at]?.value;
    if (value === undefined) return;
    this.#active = at;
    if (!this.#several) {
      this.#chosen = new Set([value]);
      this.#finish();
      return;
    }
    if (!this.#chosen.delete(value) && this.#chosen.size < this.#most) this.#chosen.add(value);
    this.#paint();
  }

  #move(to) {
    this.#active = (to + this.#options.length) % this.#options.length;
    this.#paint();
  }

  #key(event) {
    const keys = {
      ArrowDown: () => this.#move(this.#active + 1),
      ArrowUp: () => this.#move(this.#active - 1),
      Home: () => this.#move(0),
      End: () => this.#move(this.#options.length - 1),
      Enter: () => (this.#several ? this.#finish() : this.#pick(this.#active)),
      " ": () => this.#pick(this.#active),
      Escape: () => this.#cancel(),
    };
    if (this.#popup.hidden) {
      if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
      this.#open();
    } else if (event.key === "Tab") {
      this.#cancel();
      return;
    } else if (keys[event.key]) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function optionElement({ label, description, emoji, value }, id) {
  return h(
    "li",
    { role: "option", id, "data-value": value },
    h("span", { class: "option-label" }, emoji?.name ? `${emoji.name} ${label}` : label),
    description && h("span", { class: "option-note" }, description),
  );
}
