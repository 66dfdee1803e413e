// Talks to the playground's server: the scene, the stream of what a member sees, and actions.

const RETRY_AFTER = 1500;

/** Why an action was turned down, as a sentence. */
export class Refused extends Error {}

/** Members, channels and the bot. */
async function fetchScene() {
  const response = await fetch("/api/scene");
  if (!response.ok) throw new Error(`the scene came with status ${response.status}`);
  return response.json();
}

/** The scene, as soon as there is a server; `missing` is called while there is none. */
export async function awaitScene(missing) {
  for (;;) {
    try {
      return await fetchScene();
    } catch {
      missing();
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    }
  }
}

/** Does what a member does; throws `Refused` if Discord would not let them. */
export async function act(body) {
  const response = await fetch("/api/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (response.status === 422) throw new Refused(answer.refused);
  if (!response.ok) throw new Error(`the action came back with status ${response.status}`);
  return answer;
}

/**
 * Follows what `member` sees in `channel` until the returned function is called.
 * `on` has `channels`, `view`, `knowledge` and `why` for the events, `stopped()` for a broken stream and `back(scene)` for a server
 * that answers again.
 */
export function follow(member, channel, on) {
  let source = null;
  let timer = null;
  let over = false;

  const open = () => {
    source = new EventSource(`/api/view?${new URLSearchParams({ member, channel })}`);
    for (const name of ["channels", "view", "knowledge", "why"]) {
      source.addEventListener(name, (event) => on[name](JSON.parse(event.data)));
    }
    // The browser's own reconnecting gives up for good on some failures, so the stream is opened anew instead.
    source.onerror = () => {
      source.close();
      on.stopped();
      timer = setTimeout(retry, RETRY_AFTER);
    };
  };
  const retry = async () => {
    try {
      const scene = await fetchScene();
      if (over) return;
      on.back(scene);
      open();
    } catch {
      if (!over) timer = setTimeout(retry, RETRY_AFTER);
    }
  };

  open();
  return () => {
    over = true;
    clearTimeout(timer);
    source.close();
  };
}
