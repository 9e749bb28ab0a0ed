// Service hours, documents and deadlines, as a service manager and a supplier use them.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

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

/** A tab with somebody signed in; accessible and no wider than the window wherever the journey looks. */
async function as(role, journey, { language = "de", quiet = true, ...options } = {}) {
  const tab = await openTab(browser, stack.url, { language, ...options });
  try {
    await signIn(tab, login(stack, role, RHEINTAL));
    const look = async (name) => {
      await picture(tab.page, name);
      assert.deepEqual([...(await accessibilityProblems(tab.page)), ...(await widthProblems(tab.page))], [], name);
    };
    await journey(tab.page, words(language), look);
    if (quiet) expectQuiet(tab);
  } finally {
    await tab.close();
  }
}

const field = (page, name) => page.locator(`[name="form[${name}]"]`);

for (const language of ["de", "en"]) {
  describe(`in ${language}`, () => {
    test("hours are typed, previewed, refused with their reasons, stored and removed", () =>
      as(
        "service_manager",
        async (page, say, look) => {
          await visit(page, "/calendars");
          await look(`calendars-${language}`);
          await page.locator("#templates a").first().click();
          await page.waitForURL(/template=office-18/);
          await page.waitForLoadState("networkidle");
          await page.locator("[name=report_date]").fill("20.11.2026");
          await page.locator("[name=report_time]").fill("17:00");
          await page.getByText(language === "de" ? "23.11.2026, 11:00 Uhr" : "23 Nov 2026, 11:00").waitFor();
          await field(page, "fri").fill("08:00-12:00");
          await page.getByText(language === "de" ? "23.11.2026, 12:00 Uhr" : "23 Nov 2026, 12:00").waitFor();
          await look(`calendar-new-${language}`);

          await field(page, "name").fill(`Werk 2 ${language}`);
          await field(page, "mon").fill("18:00-08:00");
          await field(page, "closed_days").fill("24.12. Heiligabend\n30.02.2026 Nie");
          await page.getByRole("button", { name: say.calendar.create }).click();
          await page.getByText(say.calendar.hours_end).first().waitFor();
          assert.equal(await field(page, "closed_days").inputValue(), "24.12. Heiligabend\n30.02.2026 Nie");
          await field(page, "mon").fill("08:00-18:00");
          await field(page, "closed_days").fill("24.12. Heiligabend");
          await page.getByRole("button", { name: say.calendar.create }).click();
          await page.getByText(say.calendar.done_created).waitFor();
          assert.match(await text(page, "#days"), /Heiligabend/);
          await look(`calendar-${language}`);

          await page.getByRole("button", { name: say.calendar.remove }).first().click();
          await page.locator("dialog:popover-open button.danger").click();
          await page.getByText(say.calendar.done_removed).waitFor();
        },
        { language },
      ));

    test("deadlines are filtered, and the own calendar gets an address once", () =>
      as(
        "service_manager",
        async (page, say, look) => {
          await visit(page, "/deadlines?kind=decision");
          assert.match(await text(page, "#deadlines"), /WAN Standorte/);
          await look(`deadlines-${language}`);
          await page.locator("#feed form button").first().click();
          await page.locator("#feed pre").waitFor();
          const address = await page.locator("#feed pre").innerText();
          assert.match(address, /\/deadlines\.ics\?token=/);
          const answer = await fetch(address.trim());
          assert.match(await answer.text(), /^BEGIN:VCALENDAR/);
          await page.reload({ waitUntil: "networkidle" });
          assert.equal(await page.locator("#feed pre").count(), 0, "shown once");
          await look(`deadlines-feed-${language}`);
        },
        { language },
      ));
  });
}

test("what measures targets keeps its hours", () =>
  as("service_manager", async (page, say) => {
    await visit(page, "/calendars");
    await page.getByRole("link", { name: "Mo-Fr 8-18, Feiertage NRW" }).click();
    await page.getByRole("link", { name: say.calendar.edit, exact: true }).click();
    await page.getByText(say.calendar.fixed).waitFor();
    assert.equal(await page.locator("input[name='form[mon]']:visible").count(), 0);
    await field(page, "description").fill("Bürozeit der Zentrale");
    await page.getByRole("button", { name: say.calendar.save }).click();
    await page.getByText(say.calendar.done_changed).waitFor();
  }));

test("a document is added, marked for the supplier, and taken away again", async () => {
  const pdf = { name: "Nachtrag 3.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") };
  await as("service_manager", async (page, say, look) => {
    await visit(page, "/contracts");
    await page.getByRole("link", { name: "Betrieb Service Desk" }).click();
    const panel = page.locator("#documents");
    await panel.locator("summary").click();
    await panel.locator("input[type=file]").setInputFiles({ ...pdf, buffer: Buffer.from("MZ") });
    await panel.getByRole("button", { name: say.document.add }).click();
    await page.getByText(say.document.executable).first().waitFor();
    await page.locator("#documents input[type=file]").setInputFiles(pdf);
    await page.locator("#documents [name=kind]").selectOption("amendment");
    await page.locator("#documents [name=confidentiality]").selectOption("shared");
    await page.locator("#documents").getByRole("button", { name: say.document.add }).click();
    await page.getByText(say.document.added).waitFor();
    await look("contract-documents-de");
  });
  await as(
    "vendor_user",
    async (page, say, look) => {
      await visit(page, "/contracts");
      await page.getByRole("link", { name: "Betrieb Service Desk" }).click();
      await page.locator("#documents").getByText("Nachtrag 3.pdf").waitFor();
      assert.doesNotMatch(await text(page, "#documents"), /Vertrag UC-2015-001/);
      await look("contract-documents-vendor-phone");
    },
    { width: "phone" },
  );
  await as("service_manager", async (page, say) => {
    await visit(page, "/contracts");
    await page.getByRole("link", { name: "Betrieb Service Desk" }).click();
    const item = page.locator("#documents li", { hasText: "Nachtrag 3.pdf" });
    await item.getByRole("button").first().click();
    await page.locator("dialog:popover-open button.danger").click();
    await page.getByText(say.document.removed).waitFor();
  });
});
