// Short notices at the top of the page, for what was refused or went wrong.

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const SHOWN_FOR = 9000;

/** Shows a sentence, which screen readers read at once. */
export function toast(text) {
  const gone = () => notice.remove();
  const notice = h(
    "div",
    { class: "toast", role: "alert" },
    h("span", null, text),
    h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: gone }, icon("close")),
  );
  byId("toasts").append(notice);
  setTimeout(gone, SHOWN_FOR);
}
