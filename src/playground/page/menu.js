// The context menu of a message.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const EDGE = 8;

/** What can be done with a message, as groups for `openMenu`; `actions` holds whose it is, and what each item does. */
export function messageGroups({ ephemeral, loading, failed }, actions) {
  const { own, apps, reply, edit, remove, dismiss, use } = actions;
  const posted = !ephemeral && !loading && !failed;
  const items = [
    posted && { label: "Reply", icon: "reply", run: reply },
    own && { label: "Edit message", icon: "edit", run: edit },
    own && { label: "Delete message", icon: "trash", danger: true, run: remove },
    ephemeral && { label: "Dismiss message", icon: "close", run: dismiss },
  ].filter(Boolean);
  const appItems = posted ? apps.map((name) => ({ label: name, icon: "app", run: () => use(name) })) : [];
  return [
    { label: "Message", items },
    { label: "Apps", heading: true, items: appItems },
  ];
}

let closeOpen = null;

/**
 * Opens a menu at a point. `groups` is `[{ label, heading, items: [{ label, icon, danger, run }] }]`. When it closes, focus goes
 * back to `from` and `closed` is called.
 */
export function openMenu(groups, point, from, closed) {
  closeOpen?.();
  const items = [];
  const menu = h("div", { class: "menu", role: "menu", "aria-label": "Message" });
  const close = () => {
    closeOpen = null;
    const inside = menu.contains(document.activeElement);
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", close);
    if (inside) from.focus({ preventScroll: true });
    closed();
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };

  for (const group of groups.filter((group) => group.items.length > 0)) {
    const element = h(
      "div",
      { role: "group", "aria-label": group.label },
      group.heading && h("div", { class: "menu-heading" }, group.label),
    );
    for (const item of group.items) {
      const run = () => {
        close();
        item.run();
      };
      const button = h(
        "button",
        { type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "danger-text" : null, onclick: run },
        h("span", null, item.label),
        icon(item.icon),
      );
      items.push(button);
      element.append(button);
    }
    menu.append(element);
  }

  if (items.length === 0) {
    closed();
    return;
  }
  const move = (step) => {
    const at = items.indexOf(document.activeElement);
    items[(at + step + items.length) % items.length].focus();
  };
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(items.includes(document.activeElement) ? -1 : 0),
    Home: () => items[0].focus(),
    End: () => items.at(-1).focus(),
    Escape: close,
    Tab: close,
  };
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (!keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("pointerdown", outside, true);
  addEventListener("resize", close);

  byId("middle").append(menu);
  const { offsetWidth, offsetHeight } = menu;
  menu.style.left = `${Math.max(EDGE, Math.min(point.x, innerWidth - offsetWidth - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(point.y, innerHeight - offsetHeight - EDGE))}px`;
  items[0].focus();
  closeOpen = close;
}
