// A chosen slash command with its options as pills, in the composer's place.

import { describe, fixedChoices, readValue, withChannels } from "./commands.js";
import { composing, h } from "./dom.js";
import { icon } from "./icons.js";

const ASK_AFTER = 180;
const LONGEST_TEXT = 6000;

export class CommandForm {
  #form;
  #picker;
  #actions;
  #command = null;
  #pills = [];
  #hint;
  #trouble;
  #pillBox;
  #addBox;
  // Counts questions to the bot, so that late choices are left out.
  #asked = 0;
  #timer = null;

  /**
   * `actions`: `complete(name, options, focused)` resolves to choices, `channels()` are those that the member sees,
   * `send(name, options)`, and `left()`.
   */
  constructor(form, picker, actions) {
    this.#form = form;
    this.#picker = picker;
    this.#actions = actions;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented) this.leave();
    });
  }

  get isOpen() {
    return this.#command !== null;
  }

  /** Shows a command; `given` goes into its first option. */
  open(definition, given = "") {
    const channels = this.#actions.channels();
    const command = { ...definition, options: definition.options.map((option) => withChannels(option, channels)) };
    this.#command = command;
    const name = h("span", { class: "command-name" }, `/${command.name}`);
    this.#form.setAttribute("aria-label", `Command /${command.name}`);
    this.#hint = h("p", { id: "command-hint" }, command.description);
    this.#trouble = h("p", { id: "command-trouble", role: "alert" });
    this.#pillBox = h("div", { class: "pills" }, name);
    this.#addBox = h("div", { class: "adds" });
    const send = h("button", { type: "submit", class: "icon", "aria-label": `Send /${command.name}` }, icon("send"));
    const leave = h("button", { type: "button", class: "icon", "aria-label": "Leave this command" }, icon("close"));
    leave.addEventListener("click", () => this.leave());
    const line = h("div", { class: "command-line" }, this.#pillBox, this.#addBox, leave, send);
    this.#form.replaceChildren(this.#hint, this.#trouble, line);
    this.#form.hidden = false;
    this.#pills = [];
    const shown = command.options.filter((option) => option.required);
    if (given && shown.length === 0 && command.options.length > 0) shown.push(command.options[0]);
    for (const option of shown) this.#add(option);
    this.#drawAdds();
    if (given && this.#pills[0]) this.#pills[0].input.value = given;
    (this.#pills[0]?.input ?? send).focus();
  }

  /** Closes without sending. */
  leave() {
    this.#close();
    this.#actions.left();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#picker.hide();
    this.#command = null;
    this.#form.hidden = true;
    this.#form.replaceChildren();
  }

  #add(option) {
    const id = `option-${option.name}`;
    const input = h("input", {
      id,
      type: "text",
      autocomplete: "off",
      spellcheck: option.autocomplete || fixedChoices(option) ? "false" : null,
      maxlength: option.max_length ?? LONGEST_TEXT,
      "aria-describedby": "command-hint command-trouble",
      "aria-required": option.required ? "true" : null,
      "data-option": option.name,
    });
    if (option.autocomplete || fixedChoices(option)) {
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-expanded", "false");
    }
    const remove =
      !option.required &&
      h(
        "button",
        { type: "button", class: "icon", "aria-label": `Leave out ${option.name}`, tabindex: "-1" },
        icon("close"),
      );
    const element = h("div", { class: "pill" }, h("label", { for: id }, option.name), input, remove);
    const pill = { option, input, element, chosen: null };
    input.addEventListener("focus", () => this.#focused(pill));
    input.addEventListener("input", () => this.#typed(pill));
    input.addEventListener("keydown", (event) => this.#key(event, pill));
    if (remove) remove.addEventListener("click", () => this.#remove(pill));
    this.#pills.push(pill);
    this.#pillBox.append(element);
    return pill;
  }

  #remove(pill) {
    this.#pills = this.#pills.filter((other) => other !== pill);
    pill.element.remove();
    this.#drawAdds();
    (this.#pills.at(-1)?.input ?? this.#form.querySelector("[type=submit]")).focus();
  }

  /** Buttons that add the options which aren't there yet. */
  #drawAdds() {
    const there = new Set(this.#pills.map(({ option }) => option.name));
    const missing = this.#command.options.filter(({ name }) => !there.has(name));
    const buttons = missing.map((option) => {
      const add = () => {
        const pill = this.#add(option);
        this.#drawAdds();
        pill.input.focus();
      };
      return h("button", { type: "button", class: "add", title: option.description, onclick: add }, `+ ${option.name}`);
    });
    this.#addBox.replaceChildren(...buttons);
  }

  #focused(pill) {
    this.#hint.textContent = describe(pill.option);
    if (!pill.input.value) this.#offer(pill);
  }

  #typed(pill) {
    pill.chosen = null;
    this.#complain(null, "");
    this.#offer(pill);
  }

  /** Shows what an option may be: fixed choices at once, the bot's after a moment. */
  #offer(pill) {
    clearTimeout(this.#timer);
    const asked = (this.#asked += 1);
    const fixed = fixedChoices(pill.option);
    if (fixed) {
      const typed = pill.input.value.trim().toLowerCase();
      this.#show(
        pill,
        fixed.filter(({ name }) => name.toLowerCase().includes(typed)),
      );
    } else if (pill.option.autocomplete) {
      this.#timer = setTimeout(async () => {
        const { options } = this.#read();
        const choices = await this.#actions.complete(
          this.#command.name,
          { ...options, [pill.option.name]: pill.input.value },
          pill.option.name,
        );
        if (asked === this.#asked && document.activeElement === pill.input) this.#show(pill, choices);
      }, ASK_AFTER);
    }
  }

  #show(pill, choices) {
    const items = choices.map((choice) => ({ label: choice.name, note: choice.note, choice }));
    this.#picker.show(pill.input, pill.option.name, items, (item, key) => {
      pill.input.value = item.choice.name;
      pill.chosen = item.choice;
      if (key === "Tab") this.#next(pill);
      else this.#pills.find(({ option, input }) => option.required && !input.value.trim())?.input.focus();
    });
  }

  #next(pill) {
    const next = this.#pills[this.#pills.indexOf(pill) + 1]?.input;
    (next ?? this.#addBox.querySelector("button") ?? this.#form.querySelector("[type=submit]")).focus();
  }

  #key(event, pill) {
    if (this.#picker.key(event) || composing(event)) return;
    if (event.key === "Backspace" && pill.input.value === "" && !pill.option.required) {
      event.preventDefault();
      this.#remove(pill);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#send();
    }
  }

  /** What is filled in, and the first pill that can't be sent, with why. */
  #read() {
    const options = {};
    let wrong = null;
    for (const pill of this.#pills) {
      const { option, input, chosen } = pill;
      if (!input.value.trim() && !option.required) continue;
      const missing = !input.value.trim() && `Fill in ${option.name} first.`;
      const read = chosen ? { value: chosen.value } : readValue(option, input.value);
      const problem = missing || read.problem;
      if (problem) wrong ??= { pill, problem };
      else options[option.name] = read.value;
    }
    return { options, wrong };
  }

  #send() {
    const { options, wrong } = this.#read();
    if (wrong) {
      this.#complain(wrong.pill, wrong.problem);
      wrong.pill.input.focus();
      return;
    }
    const { name } = this.#command;
    this.#close();
    this.#actions.send(name, options);
  }

  #complain(pill, text) {
    this.#trouble.textContent = text;
    for (const { input } of this.#pills) input.removeAttribute("aria-invalid");
    pill?.input.setAttribute("aria-invalid", "true");
  }
}
