// From anywhere to anything by keyboard.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import {
  accessibilityProblems,
  expectQuiet,
  launch,
  openTab,
  picture,
  signIn,
  text,
  visit,
  widthProblems,
} from "./support/browser.mjs";
import { login, startStack } from "./support/stack.mjs";
import { words } from "./support/words.mjs";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

for (const [language, width] of [["de", "desk"], ["en", "phone"]]) {
  test(`a contract is found and opened without a mouse, ${language}, ${width}`, async () => {
    const say = words(language);
    const tab = await openTab(browser, stack.url, { language, width });
    const { page } = tab;
    await signIn(tab, login(stack, "service_manager", "Rheintal Maschinenbau GmbH"));
    await visit(page, "/contracts");
    await page.keyboard.press("Control+k");
    await page.waitForURL(/\/search/);
    const field = page.locator("#q");
    await field.waitFor();
    await page.waitForLoadState("networkidle");
    await field.fill("SERVICE desk");
    await page.locator("#hits [role=option]", { hasText: "UC-2015-001" }).first().waitFor();
    await picture(page, `search-${language}`);
    assert.deepEqual([...(await accessibilityProblems(page)), ...(await widthProblems(page))], []);
    await field.fill("uc-2015-001");
    await page.locator("#hits [role=option]").first().filter({ hasText: "UC-2015-001" }).waitFor();
    await field.press("ArrowDown");
    assert.equal(await field.getAttribute("aria-activedescendant"), "hit-0");
    await field.press("Enter");
    await page.waitForURL(/\/contracts\/[0-9a-f-]{36}/);
    await page.getByRole("heading", { level: 1, name: "Betrieb Service Desk" }).waitFor();
    await visit(page, "/search?q=gibtesnicht");
    assert.match(await text(page, "#search"), new RegExp(say.search.none));
    expectQuiet(tab);
    await tab.close();
  });
}
