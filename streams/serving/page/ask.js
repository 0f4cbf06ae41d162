// Asking the server: with the key that this tab was given, if any. A stream takes a ticket in its place.

const KEY = "sitrep-key";
export const held = () => sessionStorage.getItem(KEY) ?? "";
export const keep = (key) => (key ? sessionStorage.setItem(KEY, key) : sessionStorage.removeItem(KEY));

async function request(path, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  if (held()) headers.Authorization = `Bearer ${held()}`;
  const answer = await fetch(path, { ...options, headers });
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  const wrong = new Error(problem.detail ?? `the server answered ${answer.status}`);
  throw Object.assign(wrong, { status: answer.status, wait: Number(answer.headers.get("Retry-After")) });
}

export const ask = (path) => request(path);
export const send = (path, body) =>
  request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// What a stream's address needs beside the question. Where reading is open an old key must not stand in the way.
export async function ticket() {
  if (!held()) return {};
  try {
    return { ticket: (await send("/v1/tickets", {})).ticket };
  } catch (wrong) {
    if (wrong.status === 401 || wrong.status === 403) return {};
    throw wrong;
  }
}
