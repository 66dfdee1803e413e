// The panel's part about the knowledge folder: what is served, since when, and what is wrong with the files.

import { h, refresh } from "./dom.js";
import { timeElement } from "./times.js";

/** Shows the state of the knowledge; `banner` says so across the page when the files can't be served. */
export function showKnowledge(section, banner, knowledge, openPanel) {
  refresh(section, knowledge, () => state(knowledge));
  banner.hidden = knowledge.errors === 0;
  refresh(banner, knowledge.errors, () => [
    h(
      "span",
      { class: "grow" },
      `${count(knowledge.errors, "error")} in the knowledge files. The bot goes on with what it read before.`,
    ),
    h("button", { type: "button", class: "button secondary", onclick: openPanel }, "Show"),
  ]);
}

function state(knowledge) {
  const { ready, roles, entries, since, is_copy, problems, errors, warnings } = knowledge;
  if (!ready) return h("p", { class: "muted" }, "Still reading the knowledge folder…");
  return [
    h("p", null, h("strong", null, count(roles, "role")), ", ", h("strong", null, count(entries, "entry", "entries"))),
    h(
      "p",
      { class: "muted" },
      is_copy ? "A copy of the last good state, served since " : "Served since ",
      timeElement(new Date(since * 1000), "f"),
      ".",
    ),
    errors + warnings === 0
      ? h("p", { class: "muted" }, "No problems in the files. Edit one, and it shows here.")
      : h(
          "p",
          null,
          [errors > 0 && count(errors, "error"), warnings > 0 && count(warnings, "warning")].filter(Boolean).join(", "),
        ),
    problems.length > 0 && h("ul", { class: "problems" }, ...problems.map(problem)),
  ];
}

function problem({ severity, code, message, file, line, column, help }) {
  return h(
    "li",
    { class: severity },
    h("div", null, h("span", { class: `badge ${severity}` }, severity), " ", h("code", null, code)),
    h("div", null, message),
    h("div", { class: "where" }, h("code", null, `${file}:${line}:${column}`)),
    help && h("div", { class: "muted" }, `Help: ${help}`),
  );
}

function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
