// What a supplier's people see: their own contracts, in every tenant they work for, and nothing else.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { expectQuiet, launch, openTab, picture, signIn, text, visit } from "./support/browser.mjs";
import { login, startStack } from "./support/stack.mjs";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

test("a supplier sees its own contracts only, tenant by tenant", async () => {
  const tab = await openTab(browser, stack.url);
  const { page } = tab;
  await signIn(tab, login(stack, "vendor_manager"));

  await switchTo(page, "Rheintal Maschinenbau GmbH");
  await visit(page, "/contracts");
  const rheintal = await text(page, "#contracts");
  assert.match(rheintal, /Betrieb Service Desk/);
  assert.doesNotMatch(rheintal, /DynamoDB|WAN Standorte|Azure|Netz Werk 1|ERP/);
  await picture(page, "vendor-contracts");

  await switchTo(page, "Stadtwerke Musterstadt");
  await visit(page, "/contracts");
  const stadtwerke = await text(page, "#contracts");
  assert.match(stadtwerke, /Nordlicht IT-Services GmbH/);
  assert.doesNotMatch(stadtwerke, /Betrieb Service Desk|Nordsee Energiedaten/);
  expectQuiet(tab);
  await tab.close();
});

test("the address of a foreign contract leads nowhere", async () => {
  const manager = await openTab(browser, stack.url);
  await signIn(manager, login(stack, "service_manager", "Rheintal Maschinenbau GmbH"));
  await visit(manager.page, "/contracts");
  const foreign = await manager.page.getByRole("link", { name: "DynamoDB us-east-1" }).getAttribute("href");
  await manager.close();

  const vendor = await openTab(browser, stack.url);
  await signIn(vendor, login(stack, "vendor_user", "Rheintal Maschinenbau GmbH"));
  const answer = await vendor.page.goto(foreign);
  assert.equal(answer.status(), 404);
  assert.doesNotMatch(await text(vendor.page, "body"), /DynamoDB/);
  await vendor.close();
});

/** Makes sure the person works in this tenant, through the menu where they can switch. */
async function switchTo(page, tenant) {
  const current = page.locator("button.tenant");
  if ((await current.innerText()).includes(tenant)) return;
  await current.click();
  await page.locator("#tenant-menu").getByRole("button", { name: tenant }).click();
  await page.locator("button.tenant", { hasText: tenant }).waitFor();
}
