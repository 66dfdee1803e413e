// Builds and updates DOM nodes. Texts only ever become text nodes, never HTML.

/**
 * An element: `h("a", { class: "link", href, onclick }, "text", child)`.
 * Attributes that are null, undefined or false are left out; `true` stands for an empty attribute.
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** Text for screen readers alone. */
export function hiddenText(text) {
  return h("span", { class: "hidden-text" }, text);
}

/** Makes `parent`'s children be `wanted`, in order, moving as little as possible: what stays keeps its focus. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.children]) {
    if (!keep.has(child)) child.remove();
  }
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
}

const builtFrom = new WeakMap();

/**
 * Runs `build` for a part of the page and shows what it returns, but only if `data` has changed since the last time.
 * Focus stays on the control with the same `data-key`, if there still is one.
 */
export function refresh(element, data, build) {
  const signature = JSON.stringify(data);
  if (builtFrom.get(element) === signature) return;
  builtFrom.set(element, signature);
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const key = focused?.dataset.key;
  element.replaceChildren(...[build()].flat(Infinity).filter(Boolean));
  if (focused && focused !== element && !element.contains(focused)) {
    const same = key && element.querySelector(`[data-key="${CSS.escape(key)}"]`);
    (same || element.closest("[tabindex]"))?.focus({ preventScroll: true });
  }
}

/** Has the next `refresh` of a part build it, whatever it was built from. */
export function forget(element) {
  builtFrom.delete(element);
}

/** Counts as Discord does: by characters, not by UTF-16 units. */
export function lengthOf(text) {
  return [...text].length;
}

/** Whether a key press belongs to an input method that is still composing a character. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

/** The page's element with this id. */
export function byId(id) {
  return document.getElementById(id);
}
