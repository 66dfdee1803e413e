// The panel 'Why this answer': how the last question was read, what was decided, and between which entries.

import { h, refresh } from "./dom.js";

const DECISIONS = {
  answer: "Answered",
  suggest: "Offered some questions",
  no_answer: "No answer",
  smalltalk: "Small talk",
  safety: "Safety",
};

/** Shows an explanation, or how to get one. `readable(text)` puts names in the place of mentions. */
export function showWhy(section, why, readable) {
  refresh(section, why, () =>
    why
      ? explanation(why, readable)
      : h("p", { class: "muted" }, "Ask something, and this shows how the bot came to its answer."),
  );
}

function explanation(why, readable) {
  const asked = [
    fact("Question", readable(why.question)),
    fact("Question before", why.before && readable(why.before)),
  ];
  // A message of several questions is explained part by part.
  const later = why.later.flatMap((part) => [h("h3", { class: "next" }, "And the next question in it"), ...reading(part, [])]);
  return [...reading(why, asked), ...later];
}

function reading(part, asked) {
  const corrected = part.corrections.flatMap(([typed, read], at) => [
    at > 0 && ", ",
    h("s", null, typed),
    " → ",
    h("strong", null, read),
  ]);
  return [
    h(
      "p",
      { class: "decision" },
      h("span", { class: `badge ${part.decision}` }, DECISIONS[part.decision] ?? part.decision),
      " ",
      part.reason,
    ),
    h(
      "dl",
      { class: "facts" },
      ...asked,
      fact("Read as", part.read),
      fact("Corrected", corrected.length > 0 && h("span", null, ...corrected.filter(Boolean))),
      fact("Its last question", part.focus),
      fact(part.roles_carried_over ? "Role, from before" : "Role", part.roles.join(", ")),
      fact("Not about", part.other_occupations.join(", ")),
    ),
    part.candidates.length > 0 && h("h3", null, "Best candidates"),
    part.candidates.length > 0 && h("ol", { class: "candidates" }, ...part.candidates.map(candidate)),
  ];
}

function fact(name, value) {
  return value && h("div", null, h("dt", null, name), h("dd", null, value));
}

function candidate({ entry, question, confidence, file, line, reasons }) {
  const percent = Math.round(confidence * 100);
  const fill = h("span", { class: "fill" });
  fill.style.width = `${percent}%`;
  return h(
    "li",
    null,
    h("div", { class: "candidate-head" }, h("span", { class: "grow" }, question), h("strong", null, `${percent} %`)),
    h("div", { class: "confidence", "aria-hidden": "true" }, fill),
    h("div", { class: "where" }, h("code", null, entry), " ", h("code", null, `${file}:${line}`)),
    reasons && h("div", { class: "reasons" }, reasons),
  );
}
