// Reading a supplier's tickets: look first, then store, and nothing twice.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { expectQuiet, launch, openTab, picture, signIn, text, visit } from "./support/browser.mjs";
import { TESTS, login, startStack } from "./support/stack.mjs";
import { words } from "./support/words.mjs";

const LOG = join(TESTS, "../server/services/demo/servicenow-incident-event-log.csv");

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

test("a file is previewed, confirmed, stored once and unchanged the second time", async () => {
  const say = words("de");
  // The tenant that has none of these tickets yet.
  const tab = await openTab(browser, stack.url);
  const { page } = tab;
  await signIn(tab, login(stack, "service_manager", "Stadtwerke Musterstadt"));

  const upload = async () => {
    await visit(page, "/imports");
    await page.locator("#upload select[name=service_id]").selectOption({ index: 0 });
    await page.locator("#upload input[name=file]").setInputFiles(LOG);
    await page.getByRole("button", { name: say.upload.button }).click();
    await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
    await page.locator("#decide").waitFor();
    const figures = await totals(page, say);
    assert.equal(figures[say.import.rows], "5.998");
    assert.equal(figures[say.import.tickets], "890");
    assert.equal(figures[say.import.errors], "0");
  };
  const confirm = async () => {
    await page.getByRole("button", { name: say.import.confirm }).click();
    await page.getByText(say.import_outcome.done).waitFor({ timeout: 60_000 });
    return totals(page, say);
  };

  await upload();
  assert.match(await text(page, "#tickets"), /INC0000045/);
  await picture(page, "import-preview");
  const first = await confirm();
  assert.equal(first[say.import.created], "890");
  await picture(page, "import-done");

  await upload();
  const second = await confirm();
  assert.deepEqual(
    [second[say.import.created], second[say.import.updated], second[say.import.unchanged]],
    ["0", "0", "890"],
  );
  expectQuiet(tab);
  await tab.close();
});

test("a file that is no CSV is refused with a reason", async () => {
  const tab = await openTab(browser, stack.url);
  const { page } = tab;
  await signIn(tab, login(stack, "service_manager", "Stadtwerke Musterstadt"));
  await visit(page, "/imports");
  const picture = { name: "bild.csv", mimeType: "text/csv", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]) };
  await page.locator("#upload input[name=file]").setInputFiles(picture);
  await page.getByRole("button", { name: words("de").upload.button }).click();
  await page.waitForURL(/\/imports\?error=/);
  assert.notEqual((await text(page, "#upload [role=alert]")).trim(), "");
  expectQuiet(tab);
  await tab.close();
});

/** The figures of the import's summary by their label. */
async function totals(page, say) {
  const panel = page.getByRole("region", { name: say.import.totals });
  const stats = await panel.locator(".stat").evaluateAll((nodes) => nodes.map((node) => node.innerText.split("\n")));
  return Object.fromEntries(stats.map(([label, value]) => [label.trim(), value?.trim()]));
}
