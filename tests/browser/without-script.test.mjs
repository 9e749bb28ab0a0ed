// Everything that matters also works when the browser runs no script at all.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, openTab, picture, signIn, text } from "./support/browser.mjs";
import { login, startStack } from "./support/stack.mjs";
import { FIGURES, words } from "./support/words.mjs";

let stack;
let browser;
let tab;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
  tab = await openTab(browser, stack.url, { script: false });
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

const say = words("de");

test("a wrong password is refused, the right one lets in", async () => {
  const right = login(stack, "service_manager", "Rheintal Maschinenbau GmbH");
  await tab.page.goto("/login");
  await tab.page.locator("input[name=email]").fill(right.email);
  await tab.page.locator("input[name=password]").fill("falsch");
  await tab.page.locator("form:has(input[name=password]) button").click();
  assert.match(await text(tab.page, "form [role=alert]"), new RegExp(say.error.unauthenticated));
  await signIn(tab, right);
  assert.equal(await tab.page.locator("h1").innerText(), say.nav.today);
});

test("a period is picked", async () => {
  const { page } = tab;
  await page.goto("/contracts");
  await page.locator("main").getByRole("link", { name: "Betrieb Service Desk" }).click();
  await page.locator("select[name=period]").selectOption("2016-03");
  await page.getByRole("button", { name: say.period.show }).click();
  assert.ok((await text(page, "#targets")).includes(FIGURES.de.ticketCount));
  await picture(page, "without-script-contract");
});

test("an outage is refused with reasons, then recorded", async () => {
  const { page } = tab;
  const form = page.locator("#record form");
  const yesterday = new Date(Date.now() - 86_400_000).toLocaleDateString("de-DE", { dateStyle: "medium" });
  const record = async (values) => {
    await form.locator("[name=service_id]").selectOption({ index: 1 });
    for (const [name, value] of Object.entries(values)) await form.locator(`[name=${name}]`).fill(value);
    await form.getByRole("button", { name: say.outage.record }).click();
  };
  await page.goto("/outages");
  await record({ start_date: yesterday, start_time: "8 Uhr" });
  assert.match(await text(page, "#record"), new RegExp(say.field.time_needed.slice(0, 24)));
  assert.equal(await form.locator("[name=start_date]").inputValue(), yesterday, "what was typed is kept");
  await record({ start_time: "08:00", end_date: yesterday, end_time: "08:20", external_id: "INC-OHNE" });
  assert.match(await text(page, "#outages"), /INC-OHNE/);
});
