// What people find in their mailboxes.

import assert from "node:assert/strict";

/** Waits for a mail to `recipient` whose text has a link to `path`, and returns that link without its host. */
export async function linkFor(stack, recipient, path) {
  const link = new RegExp(`https?://[^/\\s]+(${path}\\?token=[^\\s]+)`);
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const found = stack
      .messages()
      .filter((message) => message.envelope.to.includes(recipient))
      .map((message) => message.text.match(link)?.[1])
      .filter(Boolean);
    if (found.length > 0) return found[found.length - 1];
    await new Promise((wake) => setTimeout(wake, 100));
  }
  return assert.fail(`no mail to ${recipient} with a link to ${path}: ${JSON.stringify(stack.messages().slice(-3))}`);
}
