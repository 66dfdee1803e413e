// Discord's markdown as DOM nodes: blocks. What stands within a line is in inline.js.

import { h } from "./dom.js";
import { inline } from "./inline.js";

const FENCE = /```(?:([\w+#.-]+)\n)?\n?([\s\S]+?)\n?```/g;
const ITEM = /^(\s*)(?:[-*]|(\d{1,3})\.)\s+(.*)$/;

/**
 * The nodes of a text. `names` tells what mentions stand for: `user(id)` (a name or null), `channel(id)` (its
 * `name` and `address`, or null) and `command(name)`, which is called when a command's mention is pressed.
 */
export function markdown(text, names) {
  const nodes = [];
  let end = 0;
  for (const fence of text.matchAll(FENCE)) {
    nodes.push(...blocks(text.slice(end, fence.index), names));
    nodes.push(h("pre", null, h("code", null, fence[2])));
    end = fence.index + fence[0].length;
  }
  nodes.push(...blocks(text.slice(end), names));
  return nodes;
}

/** Blocks of a text without code blocks. */
function blocks(text, names) {
  const lines = text.replace(/^\n+|\n+$/g, "").split("\n");
  if (lines.length === 1 && lines[0] === "") return [];
  const nodes = [];
  let plain = [];
  const flush = () => {
    if (plain.length > 0) nodes.push(h("div", { class: "text" }, ...inline(plain.join("\n"), names)));
    plain = [];
  };
  for (let at = 0; at < lines.length;) {
    const taken = quote(lines, at, names) ?? heading(lines[at], names) ?? list(lines, at, names);
    if (taken) {
      flush();
      nodes.push(taken.node);
      at += taken.lines;
    } else {
      plain.push(lines[at]);
      at += 1;
    }
  }
  flush();
  return nodes;
}

function quote(lines, at, names) {
  if (lines[at].startsWith(">>> ")) {
    const rest = [lines[at].slice(4), ...lines.slice(at + 1)];
    return { node: h("blockquote", null, ...blocks(rest.join("\n"), names)), lines: rest.length };
  }
  const quoted = [];
  while (lines[at + quoted.length]?.startsWith("> ")) quoted.push(lines[at + quoted.length].slice(2));
  if (quoted.length === 0) return null;
  return { node: h("blockquote", null, ...blocks(quoted.join("\n"), names)), lines: quoted.length };
}

function heading(line, names) {
  const small = /^-# +(.+)$/.exec(line);
  if (small) return { node: h("div", { class: "small" }, ...inline(small[1], names)), lines: 1 };
  const found = /^(#{1,3}) +(.+)$/.exec(line);
  if (!found) return null;
  // An author's name is a heading of level 3.
  const level = found[1].length + 3;
  return { node: h(`h${level}`, { class: "heading" }, ...inline(found[2], names)), lines: 1 };
}

function list(lines, at, names) {
  const items = [];
  for (const line of lines.slice(at)) {
    const found = ITEM.exec(line);
    const other = items.length > 0 && found && found[1].length <= items[0].depth && !found[2] !== !items[0].number;
    if (!found || other) break;
    items.push({ depth: found[1].length, number: found[2], text: found[3] });
  }
  if (items.length === 0) return null;
  return { node: nested(items, names), lines: items.length };
}

/** Items as lists within lists, by how far they are indented. */
function nested(items, names) {
  const [first] = items;
  const element = first.number ? h("ol", { start: first.number }) : h("ul");
  for (let at = 0; at < items.length;) {
    const deeper = items.slice(at + 1).findIndex((item) => item.depth <= first.depth);
    const inner = items.slice(at + 1, deeper === -1 ? undefined : at + 1 + deeper);
    element.append(h("li", null, ...inline(items[at].text, names), inner.length > 0 && nested(inner, names)));
    at += 1 + inner.length;
  }
  return element;
}
