// The two side columns. On narrow screens they are drawers over the page, one at a time.

const LEFT_NARROW = matchMedia("(max-width: 699px)");
const RIGHT_NARROW = matchMedia("(max-width: 1099px)");
const KEY = "playground-panel";

export class Drawers {
  #left;
  #right;
  #middle;
  #scrim;
  #openLeft;
  #toggleRight;
  #opened = null;

  constructor({ left, right, middle, scrim, openLeft, toggleRight }) {
    this.#left = left;
    this.#right = right;
    this.#middle = middle;
    this.#scrim = scrim;
    this.#openLeft = openLeft;
    this.#toggleRight = toggleRight;
    openLeft.addEventListener("click", () => this.#open(left));
    toggleRight.addEventListener("click", () =>
      RIGHT_NARROW.matches ? this.#open(right) : this.#setPanel(!this.#panelShown),
    );
    scrim.addEventListener("click", () => this.close());
    for (const column of [left, right]) {
      column.querySelector(".close-drawer").addEventListener("click", () => this.#leave(column));
      column.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    }
    for (const query of [LEFT_NARROW, RIGHT_NARROW]) {
      query.addEventListener("change", () => {
        this.#opened = null;
        this.#draw();
      });
    }
    this.#draw();
  }

  /** Shows the right panel, whatever the width. */
  showRight() {
    if (RIGHT_NARROW.matches) this.#open(this.#right);
    else this.#setPanel(true);
    return this.#right;
  }

  /** Closes the drawer that is open, if any. */
  close() {
    if (!this.#opened) return;
    const back = this.#opened === this.#left ? this.#openLeft : this.#toggleRight;
    this.#opened = null;
    this.#draw();
    back.focus();
  }

  #leave(column) {
    if (this.#opened) {
      this.close();
    } else if (column === this.#right) {
      this.#setPanel(false);
      this.#toggleRight.focus();
    }
  }

  #open(column) {
    this.#opened = column;
    this.#draw();
    column.querySelector(".close-drawer").focus();
  }

  get #panelShown() {
    return localStorage.getItem(KEY) !== "closed";
  }

  #setPanel(shown) {
    localStorage.setItem(KEY, shown ? "open" : "closed");
    this.#draw();
  }

  #draw() {
    const opened = this.#opened;
    this.#left.hidden = LEFT_NARROW.matches && opened !== this.#left;
    this.#right.hidden = RIGHT_NARROW.matches ? opened !== this.#right : !this.#panelShown;
    this.#scrim.hidden = opened === null;
    // What is behind a drawer can't be reached until it closes.
    this.#middle.inert = opened !== null;
    this.#left.inert = opened === this.#right;
    this.#openLeft.setAttribute("aria-expanded", String(opened === this.#left));
    this.#toggleRight.setAttribute("aria-expanded", String(!this.#right.hidden));
  }
}
