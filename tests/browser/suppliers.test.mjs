// Suppliers and services: written, shown, and kept from those who must not know.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { accessibilityProblems, expectQuiet, launch, openTab, picture, signIn, text, visit, widthProblems } from "./support/browser.mjs";
import { login, startStack } from "./support/stack.mjs";
import { words } from "./support/words.mjs";

const RHEINTAL = "Rheintal Maschinenbau GmbH";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A tab with somebody signed in, closed at the end. */
async function as(role, journey, { language = "de", quiet = true, ...options } = {}) {
  const tab = await openTab(browser, stack.url, { language, ...options });
  try {
    await signIn(tab, login(stack, role, RHEINTAL));
    await journey(tab.page, words(language));
    if (quiet) expectQuiet(tab);
  } finally {
    await tab.close();
  }
}

/** The address of a supplier or service by its name. */
async function find(page, list, name) {
  await visit(page, `${list}?q=${encodeURIComponent(name)}`);
  return page.locator("main tbody th a").first().getAttribute("href");
}

for (const language of ["de", "en"]) {
  describe(`in ${language}`, () => {
    test("a supplier is added, assessed, given a contact and a certificate", () =>
      as(
        "service_manager",
        async (page, say) => {
          const name = `Elbe Software ${language}`;
          await visit(page, "/suppliers");
          await page.getByRole("link", { name: say.supplier.create }).first().click();
          await page.locator("#name").fill(name);
          await page.locator("#lei").fill("529900NORDLICHT00178");
          await page.getByRole("button", { name: say.supplier.create }).click();
          await page.locator("#lei-error", { hasText: say.field.lei_check }).waitFor();
          await page.locator("#kind-error", { hasText: say.field.choose }).waitFor();
          assert.equal(await page.locator("#name").inputValue(), name, "what was typed stays");
          await page.locator("#lei").fill("");
          await page.locator("#kind").selectOption("software");
          await page.locator("#criticality").selectOption("medium");
          await page.locator("#criticality_reason").fill("Stundenlang entbehrlich.");
          await picture(page, `supplier-new-${language}`);
          await page.getByRole("button", { name: say.supplier.create }).click();
          await page.getByText(say.done.supplier_created).waitFor();
          await page.getByText("Stundenlang entbehrlich.").waitFor();

          await page.locator("#contacts").getByRole("link", { name: say.contact.add }).click();
          await page.locator("#contact-name").fill("Ida Brandt");
          await page.locator("#contact-email").fill("ida.brandt@elbe.example");
          await page.locator("#contacts").getByRole("button", { name: say.supplier.save }).click();
          await page.getByText(say.done.contact_saved).waitFor();
          await page.locator("#contacts li", { hasText: "Ida Brandt" }).waitFor();

          await page.locator("#certificates").getByRole("link", { name: say.certificate.add }).click();
          await page.locator("#certificate-kind").selectOption("tisax");
          await page.locator("#certificate-valid_to").fill("31.12.2099");
          await page.locator("#certificates").getByRole("button", { name: say.supplier.save }).click();
          await page.locator("#certificates li", { hasText: "TISAX" }).waitFor();
          await picture(page, `supplier-own-${language}`);
          assert.deepEqual(await accessibilityProblems(page), []);
        },
        { language },
      ));

    test("a service shows who answers for it and what it rests on", () =>
      as(
        "service_manager",
        async (page, say) => {
          await visit(page, await find(page, "/services", "ERP"));
          await page.locator("#raci tr", { hasText: say.raci.accountable }).getByText("Sabine Kraus").waitFor();
          await picture(page, `service-${language}`);
          assert.deepEqual(await accessibilityProblems(page), []);
          await page.locator("#raci").getByRole("link", { name: say.supplier.change }).click();
          const duties = page.locator("#entries select[name$='[duty]']");
          await duties.nth(1).selectOption("accountable");
          await page.locator("#raci").getByRole("button", { name: say.supplier.save }).click();
          await page.locator("#entries-error", { hasText: say.field.one_accountable }).waitFor();
          await duties.nth(1).selectOption("responsible");
          await page.locator("#raci").getByRole("button", { name: say.supplier.save }).click();
          await page.getByText(say.done.service_changed).waitFor();

          await page.locator("#priorities").getByRole("link", { name: say.supplier.change }).click();
          await page.locator("#size").selectOption("4");
          await page.getByRole("button", { name: say.priority.resize }).click();
          await page.locator("#priorities select[name='cells[]']").nth(15).waitFor();
          await picture(page, `priorities-${language}`);
          await page.locator("#priorities").getByRole("button", { name: say.supplier.save }).click();
          await page.getByText(say.done.service_changed).waitFor();
        },
        { language },
      ));
  });
}

test("lists are sorted and filtered by their address", () =>
  as("service_manager", async (page, say) => {
    await visit(page, "/suppliers?sort=certificates");
    const first = page.locator("#suppliers tbody tr").first();
    assert.match(await first.innerText(), /Rheinnetz Carrier GmbH/);
    await picture(page, "suppliers-list");
    await page.getByRole("link", { name: say.suppliers.internal }).click();
    await page.locator("#suppliers tbody tr", { hasText: "Team Netz" }).waitFor();
    assert.match(page.url(), /group=internal/);
  }));

test("an ended certificate stands on Heute and leads to the supplier", () =>
  as("service_manager", async (page) => {
    await visit(page, "/");
    await page.getByRole("link", { name: /ISO\/IEC 27001 von Rheinnetz Carrier GmbH ist abgelaufen/ }).first().click();
    await page.getByRole("heading", { level: 1, name: /Rheinnetz/ }).waitFor();
  }));

test("without a script a refused form comes back with what was typed", () =>
  as(
    "service_manager",
    async (page, say) => {
      await page.goto("/suppliers/new");
      await page.locator("#name").fill("Ohne Skript GmbH");
      await page.locator("#website").fill("javascript:alert(1)");
      await page.getByRole("button", { name: say.supplier.create }).click();
      await page.locator("#website-error", { hasText: say.field.url_needed }).waitFor();
      assert.equal(await page.locator("#name").inputValue(), "Ohne Skript GmbH");
      await page.locator("#website").fill("www.skript.example");
      await page.locator("#kind").selectOption("software");
      await page.getByRole("button", { name: say.supplier.create }).click();
      await page.getByRole("heading", { level: 1, name: "Ohne Skript GmbH" }).waitFor();
    },
    // Without a script the browser says of every page that it loads none.
    { script: false, quiet: false },
  ));

test("a vendor sees the own data and not what the customer thinks of it", () =>
  as("vendor_manager", async (page, say) => {
    await visit(page, await find(page, "/suppliers", "Nordlicht"));
    const shown = await text(page);
    assert.match(shown, /Am Sandtorkai 41/);
    assert.match(shown, /C5-2025-042/);
    for (const secret of [say.supplier.assessment, say.tier.strategic, "Preisgespräch", say.supplier.edit]) {
      assert.ok(!shown.includes(secret), secret);
    }
    await picture(page, "supplier-vendor");
  }));

test("a viewer reads services and changes nothing", () =>
  as(
    "viewer",
    async (page, say) => {
      await visit(page, "/services");
      await picture(page, "services-viewer");
      assert.equal(await page.getByRole("link", { name: say.service.create }).count(), 0);
      await visit(page, await find(page, "/services", "ERP"));
      assert.equal(await page.locator("#raci .btn").count(), 0);
      assert.deepEqual(await accessibilityProblems(page), []);
    },
    { language: "en" },
  ));

test("both fit on a phone", () =>
  as(
    "service_manager",
    async (page) => {
      for (const address of ["/suppliers", "/suppliers/new", "/services", "/services/new", await find(page, "/suppliers", "Nordlicht"), await find(page, "/services", "ERP")]) {
        await visit(page, address);
        assert.deepEqual(await widthProblems(page), [], address);
        assert.deepEqual(await accessibilityProblems(page), [], address);
      }
      await picture(page, "service-phone");
    },
    { width: "phone" },
  ));
