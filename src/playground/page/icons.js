// The page's few icons, as SVG outlines that take the colour of the text around them.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  hash: "M5 9h15M4 15h15M10 4 8 20M16 4l-2 16",
  forum: "M3 4h12v8H8l-3 3v-3H3ZM18 9h3v8h-2v3l-4-3H9v-2",
  thread: "M5 4v8a4 4 0 0 0 4 4h10M15 12l4 4-4 4",
  quiet: "M11 5 6 9H3v6h3l5 4ZM21 9l-5 6M16 9l5 6",
  at: "M16 8v5a3 3 0 0 0 5 2.2A9.5 9.5 0 1 0 17 20M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z",
  list: "M4 6h16M4 12h16M4 18h16",
  panel: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.6 10.8c.7.6 1.1 1.3 1.1 2.2h5c0-.9.4-1.6 1.1-2.2A6 6 0 0 0 12 3Z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  reply: "M9 7 4 12l5 5M4 12h9a7 7 0 0 1 7 7",
  edit: "M4 20h4L19 9l-4-4L4 16v4Z",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13",
  app: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h6v6h-6z",
  send: "M4 12 20 4l-6 16-3-7-7-1Z",
  close: "M6 6l12 12M18 6 6 18",
  open: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  down: "M6 10l6 6 6-6",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  eye: "M2 12s4-6 10-6 10 6 10 6-4 6-10 6S2 12 2 12Zm10-2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
};

/** The icon of this name; it says nothing to screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** Puts icons into the buttons of the static page that ask for one. */
export function fillIcons(root) {
  for (const element of root.querySelectorAll("[data-icon]")) element.prepend(icon(element.dataset.icon));
}
