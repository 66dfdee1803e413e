// Embeds and attachments of a message.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { inline, link } from "./inline.js";
import { timeElement } from "./times.js";

const PICTURE = /\.(png|jpe?g|gif|webp|svg)$/i;
const FIELDS_IN_A_ROW = 3;

/** The box of an embed. */
export function embedElement(embed, names) {
  const box = h(
    "article",
    { class: "embed" },
    embed.author && h("div", { class: "embed-author" }, embed.author),
    embed.title && title(embed, names),
    embed.description && h("div", { class: "embed-text" }, ...markdown(embed.description, names)),
    embed.fields?.length > 0 && fields(embed.fields, names),
    embed.image && picture(embed.image, embed.image_text),
    (embed.footer || embed.timestamp) && footer(embed),
  );
  if (embed.colour !== null && embed.colour !== undefined) {
    box.style.setProperty("--bar", `#${embed.colour.toString(16).padStart(6, "0")}`);
  }
  return box;
}

function title(embed, names) {
  const nodes = inline(embed.title, names);
  const inner = embed.url ? [link(embed.url, nodes)] : nodes;
  return h("div", { class: "embed-title" }, ...inner);
}

/** Inline fields stand side by side, three at most; others take a row each. */
function fields(list, names) {
  const grid = h("div", { class: "embed-fields" });
  for (let at = 0; at < list.length;) {
    const row = [list[at]];
    while (row[0].inline && row.length < FIELDS_IN_A_ROW && list[at + row.length]?.inline)
      row.push(list[at + row.length]);
    for (const field of row) {
      const element = h(
        "div",
        { class: "embed-field" },
        h("div", { class: "field-name" }, ...inline(field.name, names)),
        h("div", { class: "field-value" }, ...markdown(field.value, names)),
      );
      element.style.gridColumn = `span ${12 / row.length}`;
      grid.append(element);
    }
    at += row.length;
  }
  return grid;
}

function footer(embed) {
  const parts = [embed.footer && h("span", null, embed.footer)];
  if (embed.timestamp) parts.push(timeElement(new Date(embed.timestamp), "f"));
  const shown = parts.filter(Boolean);
  return h("div", { class: "embed-footer" }, shown[0], shown[1] && " • ", shown[1]);
}

/** A picture of this origin, which opens by itself when pressed. */
function picture(address, text) {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) return null;
  return h(
    "a",
    { class: "picture", href: url.href, target: "_blank", rel: "noopener" },
    h("img", { src: url.href, alt: text || "Picture without a description", loading: "lazy" }),
  );
}

/** The attachments that no embed shows already. */
export function attachmentElements(message) {
  const shown = new Set(message.embeds.map((embed) => embed.image));
  return message.attachments.filter(({ url }) => !shown.has(url)).map(attachmentElement);
}

function attachmentElement({ name, size, url, description }) {
  const image = PICTURE.test(name) && picture(url, description || name);
  if (image) return image;
  return h(
    "div",
    { class: "attachment" },
    icon("file"),
    h("a", { href: new URL(url, location.href).href, download: name }, name),
    h("span", { class: "muted" }, sizeText(size)),
  );
}

function sizeText(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}
