// A message's action rows: buttons and select menus.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { link } from "./inline.js";
import { selectElement } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger" };
const ROW = 1;
const BUTTON = 2;
const LINK_STYLE = 5;
const STRING_SELECT = 3;

/** The rows of a message. `use(body, control)` does an action while `control` shows that it is busy. */
export function rowElements(message, use) {
  return message.components
    .filter((row) => row.type === ROW)
    .map((row) => h("div", { class: "row" }, ...row.components.map((component) => control(message, component, use))));
}

function control(message, component, use) {
  if (component.type === BUTTON) {
    return component.style === LINK_STYLE ? linkButton(component) : button(message, component, use);
  }
  if (component.type !== STRING_SELECT) return null;
  const { custom_id } = component;
  return selectElement(component, (values, trigger) =>
    use({ do: "choose", message: message.id, custom_id, values }, trigger),
  );
}

function face({ emoji, label }) {
  return [emoji?.name && h("span", { class: "emoji", "aria-hidden": label ? "true" : null }, emoji.name), label];
}

function linkButton(component) {
  return link(component.url, [...face(component).filter(Boolean), icon("open")], { class: "button secondary" });
}

function button(message, component, use) {
  const { custom_id, disabled } = component;
  const element = h(
    "button",
    { type: "button", class: `button ${STYLES[component.style] ?? "secondary"}`, disabled, "data-key": custom_id },
    h("span", { class: "button-face" }, ...face(component)),
  );
  element.addEventListener("click", () => use({ do: "press", message: message.id, custom_id }, element));
  return element;
}

/** Runs an action and shows meanwhile that the control is busy; further presses are left out. */
export async function whileBusy(control, action) {
  if (control.getAttribute("aria-busy") === "true") return;
  control.setAttribute("aria-busy", "true");
  try {
    await action();
  } finally {
    control.removeAttribute("aria-busy");
  }
}
