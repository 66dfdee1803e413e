// A modal that the bot opened: a dialog with text inputs.

import { h, lengthOf } from "./dom.js";

let created = 0;

/**
 * Shows a modal. `send(values)` resolves to `{ refused }`, a sentence, or to `{ answer }`; then the modal closes and
 * `done(answer)` is called.
 */
export function openModal(modal, { send, done }) {
  const id = `modal-${(created += 1)}`;
  const from = document.activeElement;
  const fields = modal.inputs.map((input, at) => inputField(input, `${id}-${at}`));
  const trouble = h("p", { class: "trouble", role: "alert" });
  const cancel = h("button", { type: "button", class: "button plain" }, "Cancel");
  const submit = h("button", { type: "submit", class: "button primary" }, "Submit");
  const form = h(
    "form",
    { method: "dialog", novalidate: true },
    h("h2", { id: `${id}-title` }, modal.title),
    ...fields.map(({ element }) => element),
    trouble,
    h("div", { class: "modal-foot" }, cancel, submit),
  );
  const dialog = h("dialog", { class: "modal", "aria-labelledby": `${id}-title` }, form);

  const close = () => {
    dialog.close();
    // A browser that gives the focus back by itself may leave the caret behind; focusing anew brings it along.
    from.blur();
    from.focus({ preventScroll: true });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length > 0) {
      wrong[0].input.focus();
      return;
    }
    submit.disabled = true;
    const { refused, answer } = await send(
      Object.fromEntries(fields.map(({ customId, input }) => [customId, input.value])),
    );
    submit.disabled = false;
    trouble.textContent = refused ?? "";
    if (refused) return;
    // Closed first, so that focus goes back to where it came from before another modal opens.
    close();
    done(answer);
  });
  cancel.addEventListener("click", close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  fields[0]?.input.focus();
}

/** An input with its label, its counter and what is wrong with it. */
export function inputField(definition, id) {
  const { label, placeholder, value, required, least, most, paragraph } = definition;
  const described = `${id}-count ${id}-wrong`;
  const attributes = {
    id,
    placeholder,
    "aria-describedby": described,
    "aria-required": required ? "true" : null,
    class: "field",
  };
  const input = paragraph
    ? h("textarea", { ...attributes, rows: "4" })
    : h("input", { ...attributes, type: "text", autocomplete: "off" });
  if (most) input.maxLength = most;
  input.value = value ?? "";
  const counter = h("span", { class: "counter", id: `${id}-count` });
  const wrong = h("span", { class: "wrong", id: `${id}-wrong` });
  const count = () => {
    const length = lengthOf(input.value);
    counter.textContent = most ? `${length} of ${most}` : "";
    wrong.textContent = "";
    input.removeAttribute("aria-invalid");
  };
  const check = () => {
    const length = lengthOf(input.value.trim());
    let problem = "";
    if (required && length === 0) problem = "This must be filled in.";
    else if (length > 0 && length < (least ?? 0)) problem = `At least ${least} characters are needed.`;
    wrong.textContent = problem;
    if (problem) input.setAttribute("aria-invalid", "true");
    return !problem;
  };
  input.addEventListener("input", count);
  count();
  const mark = required && h("span", { class: "required", "aria-hidden": "true" }, " *");
  const element = h(
    "div",
    { class: "modal-field" },
    h("label", { for: id }, label, mark),
    input,
    h("div", { class: "under" }, wrong, counter),
  );
  return { element, input, check, customId: definition.custom_id };
}
