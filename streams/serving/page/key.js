// The key: asked for where one is needed, kept in this tab.

import { held, keep } from "/page/ask.js";
import { find } from "/page/made.js";

const dialog = find("key-dialog"), form = find("key-form"), button = find("key-button");

export function wantKey(why) {
  find("key-why").textContent = why;
  if (!dialog.open) dialog.showModal();
}

// `changed` is called when there is another key, or none any more.
export function keys(changed) {
  const turn = (secret) => { keep(secret); show(); changed(); };
  button.addEventListener("click", () => {
    if (held()) turn("");
    else wantKey("With a key of the scope correct, incidents can be merged, split, dismissed and set here.");
  });
  find("key-cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const secret = form.elements.key.value.trim();
    form.reset();
    dialog.close();
    turn(secret);
  });
  show();
}

function show() {
  button.textContent = held() ? "Forget the key" : "Use a key";
}
