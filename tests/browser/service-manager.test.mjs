// A service manager's day: what is at stake, why, and what to do about it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { expectQuiet, launch, openTab, picture, signIn, text, visit } from "./support/browser.mjs";
import { login, startStack } from "./support/stack.mjs";
import { FIGURES, fill, words } from "./support/words.mjs";

const RHEINTAL = "Rheintal Maschinenbau GmbH";
const SERVICE_DESK = "Betrieb Service Desk";
const DYNAMO_DB = "DynamoDB us-east-1";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A tab with the service manager signed in; closed, and its console checked, when the test ends well. */
async function asServiceManager(language, journey) {
  const tab = await openTab(browser, stack.url, { language });
  try {
    await signIn(tab, login(stack, "service_manager", RHEINTAL));
    await journey(tab.page, words(language), FIGURES[language]);
    expectQuiet(tab);
  } finally {
    await tab.close();
  }
}

for (const language of ["de", "en"]) {
  describe(`in ${language}`, () => {
    test("the start page says what every target stands at and what it costs", () =>
      asServiceManager(language, async (page, say) => {
        await visit(page, "/");
        assert.equal(await page.locator("h1").innerText(), say.nav.today);
        const radar = page.locator("#radar");
        for (const heading of ["so_far", "budget", "direction", "credit", "claim_by"]) {
          await radar.getByRole("columnheader", { name: say.col[heading] }).waitFor();
        }
        const rows = radar.locator("tbody tr");
        assert.ok((await rows.count()) >= 7, "every active target has its row");
        const row = await text(page, `#radar tbody tr:has-text("${SERVICE_DESK}")`);
        assert.match(row, /\d/, "a figure or the word for none");
        for (const state of ["at_risk", "breached", "no_data"]) {
          assert.ok((await text(page, "#radar")).includes(say.status[state]), `one target is ${state}`);
        }
        await picture(page, `today-${language}`);
      }));

    test("a month's result can be followed down to one ticket's clock", () =>
      asServiceManager(language, async (page, say, figures) => {
        await visit(page, "/contracts");
        await page.locator("main").getByRole("link", { name: SERVICE_DESK }).click();
        await page.getByRole("heading", { level: 1, name: SERVICE_DESK }).waitFor();
        await page.locator("select[name=period]").selectOption("2016-03");
        await page.getByRole("button", { name: say.period.show }).click();
        await page.waitForURL(/period=2016-03/);
        await page.locator("#targets").getByText(figures.ticketCount).waitFor();
        const result = await text(page, "#targets");
        assert.ok(result.includes(figures.ticketShare), result);
        await picture(page, `contract-${language}`);

        await page.locator("#targets tbody th a").first().click();
        await page.waitForURL(/\/targets\/.*period=2016-03/);
        await page.locator("#result").getByText(figures.march).first().waitFor();
        await page.locator("#ledger input[name=q]").fill("INC0000045");
        await page.locator("#ledger").getByRole("button", { name: say.filter.apply }).click();
        await page.waitForURL(/q=INC0000045/);
        await page.locator("#ledger .ledger > li").nth(1).waitFor({ state: "detached" });
        await page.locator("#ledger summary").click();
        const ledger = await text(page, "#ledger .ledger");
        assert.ok(ledger.includes(fill(say.ledger.due, { date: figures.ticketDue })), ledger);
        assert.ok(ledger.includes(say.reason.outside_service_hours), ledger);
        assert.ok(ledger.includes(say.reason.service_time), ledger);
        assert.ok(ledger.includes(figures.ticketTime), ledger);
        await picture(page, `ticket-${language}`);
      }));

    test("a published clause gives the credit of the incident of October 2025", () =>
      asServiceManager(language, async (page, _say, figures) => {
        await visit(page, "/contracts");
        await page.locator("main").getByRole("link", { name: DYNAMO_DB }).click();
        await page.getByRole("heading", { level: 1, name: DYNAMO_DB }).waitFor();
        const contract = new URL(page.url()).pathname;
        await visit(page, `${contract}?period=2025-10`);
        await page.locator("#targets tbody th a").first().click();
        await page.waitForURL(/\/targets\/.*period=2025-10/);
        await page.locator("#result .working").waitFor();
        const result = await text(page, "#result");
        for (const figure of [figures.dynamoExact, figures.dynamoCredit, figures.dynamoClaimBy]) {
          assert.ok(result.includes(figure), `${figure} in:\n${result}`);
        }
        await picture(page, `dynamodb-${language}`);
      }));
  });
}

test("following a link does not load the page anew", () =>
  asServiceManager("de", async (page, say) => {
    await visit(page, "/");
    await page.evaluate(() => {
      globalThis.loadedOnce = true;
    });
    await page.locator("nav").getByRole("link", { name: say.nav.contracts }).first().click();
    await page.getByRole("heading", { level: 1, name: say.nav.contracts }).waitFor();
    assert.equal(await page.evaluate(() => globalThis.loadedOnce), true);
  }));

test("a wrong outage is refused field by field, a right one is recorded", () =>
  asServiceManager("de", async (page, say) => {
    await visit(page, "/outages");
    const form = page.locator("#record form");
    const yesterday = new Date(Date.now() - 86_400_000).toLocaleDateString("de-DE", { dateStyle: "medium" });
    const enter = async (values) => {
      for (const [name, value] of Object.entries(values)) await form.locator(`[name=${name}]`).fill(value);
      await form.getByRole("button", { name: say.outage.record }).click();
    };
    await enter({ start_date: "31.02.2026", start_time: "25:00" });
    await form.locator("#service_id-error", { hasText: say.field.choose }).waitFor();
    await form.locator("[name=service_id]").selectOption({ index: 1 });
    await form.locator("#start_date-error", { hasText: say.field.date_needed }).waitFor();
    assert.equal(await form.locator("[name=start_date]").getAttribute("aria-invalid"), "true");
    assert.equal(await form.locator("[name=start_date]").inputValue(), "31.02.2026", "what was typed is kept");

    await enter({ start_date: yesterday, start_time: "10:00", end_date: yesterday, end_time: "09:00" });
    await form.locator("#end_time-error", { hasText: say.field.end_before_start }).waitFor();
    await picture(page, "outage-refused");

    await enter({ end_time: "10:45", external_id: "INC-4711", cause: "Bagger trifft Glasfaser" });
    const row = page.locator("#outages tbody tr", { hasText: "INC-4711" });
    await row.waitFor();
    assert.match((await row.innerText()).replace(/\u00a0/g, " "), /45 Min\./);
    await picture(page, "outage-recorded");
  }));

test("an escalation shows its mail as it was sent, and is acknowledged", () =>
  asServiceManager("de", async (page, say) => {
    await visit(page, "/escalations");
    const first = page.locator("#open tbody tr").first();
    const reference = await first.locator("th a").innerText();
    await first.locator("th a").click();
    await page.locator("#acknowledge").waitFor();
    const subject = await page.locator("#mails li b").first().innerText();
    await received(subject);
    await page.locator("#acknowledge").getByRole("button", { name: say.escalation.acknowledge }).click();
    await page.locator("#acknowledge").waitFor({ state: "detached" });
    assert.match(await text(page, "#timeline"), /Sabine Kraus/);
    await picture(page, "escalation-acknowledged");
    await visit(page, "/escalations");
    await page.locator("#done").getByRole("link", { name: reference }).waitFor();
  }));

/** Waits for the mail server to have a message. */
async function received(subject) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (stack.messages().some((message) => message.subject === subject)) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  assert.fail(`no mail "${subject}", but: ${stack.messages().map((message) => message.subject).join(", ") || "none"}`);
}

test("a contract says when it can end, why, and what notice on a day would mean", () =>
  asServiceManager("de", async (page, say) => {
    await visit(page, "/contracts");
    await page.getByRole("link", { name: SERVICE_DESK }).click();
    const term = page.locator("#term");
    await term.getByText(say.term.last_receipt).waitFor();
    await term.locator("summary").click();
    await term.getByText("§ 187 Abs. 1, § 188 Abs. 2, 3 BGB").waitFor();
    await term.locator("input[name=received]").fill("01.01.2030");
    await term.getByRole("button", { name: say.term.ask }).click();
    await term.getByText("30.06.2031").waitFor();
    await term.locator("input[name=received]").fill("31.02.2030");
    await term.getByRole("button", { name: say.term.ask }).click();
    await term.getByText(say.term.unreadable).waitFor();
  }));
