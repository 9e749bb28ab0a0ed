// Service chains: what SLAs rest on, whether it carries them, and what a change would do.

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
const PERCENT = { de: /99,420.%/, en: /99\.420%/ };

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

/** The address of an SLA's chain. */
async function chainOf(page, title) {
  await visit(page, "/chains");
  return page.locator("#chains tbody a", { hasText: title }).first().getAttribute("href");
}

for (const language of ["de", "en"]) {
  describe(`in ${language}`, () => {
    test("the list names what does not hold, and the page says why and what would repair it", () =>
      as(
        "service_manager",
        async (page, say) => {
          await visit(page, "/chains?cover=insufficient");
          const list = await text(page, "#chains");
          assert.match(list, /SLA-2021-014/);
          assert.doesNotMatch(list, /SLA-2022-018/);
          await page.locator("#chains tbody a").first().click();
          await page.locator("#proof").waitFor();
          assert.match(await text(page, "#structure .deck"), PERCENT[language]);
          assert.equal(await page.locator("#structure .truss .node[data-status=breach]").count(), 1);
          assert.match(await text(page, "#structure .truss .node[data-status=breach]"), /OLA-2022-021/);
          assert.match(await text(page, "#proof"), new RegExp(say.chain.subject_hours));
          assert.match(await text(page, "#proof"), new RegExp(say.chain.not_assessable));
          assert.match(await text(page, "#repairs"), new RegExp(say.chain.repair_closes));
          assert.deepEqual(await accessibilityProblems(page), []);
          await picture(page, `chain-${language}`);
        },
        { language },
      ));
  });
}

test("a change is a draft that says what it would do, and is saved, or refused when somebody was faster", () =>
  as(
    "service_manager",
    async (page, say) => {
      const address = await chainOf(page, "Netz für die Produktion");
      await visit(page, address);
      const row = page.locator("#editor .chain-nodes li", { hasText: "UC-2023-003" }).first();
      await row.getByRole("button", { name: say.chain.take_out }).click();
      await page.getByText(say.chain.draft_title).waitFor();
      await row.waitFor({ state: "detached" });
      const draft = page.url();
      await page.locator("#part-contract").selectOption({ label: "UC-2025-012 Azure SQL Berichtswesen" });
      await page.getByRole("button", { name: say.chain.add_part }).click();
      await page.locator("#editor .chain-nodes li", { hasText: "UC-2025-012" }).waitFor();
      await page.getByRole("button", { name: say.chain.save }).click();
      await page.getByText(say.done.chain_saved).waitFor();
      assert.match(await text(page, "#structure .truss"), /UC-2025-012/);
      // The draft as it was before: it began with what is no longer stored, and saving it changes nothing.
      await visit(page, draft);
      await page.getByText(say.chain.draft_stale).waitFor();
      await page.getByRole("button", { name: say.chain.save }).click();
      await page.locator("#editor").getByText(say.error.stale).waitFor();
      assert.equal(await page.locator("#editor .chain-nodes li").count(), 1);
    },
    { quiet: false },
  ));

test("without a script every step is a form", () =>
  as(
    "service_manager",
    async (page, say) => {
      const address = await chainOf(page, "ERP für die Produktion");
      await page.goto(address);
      const nodes = page.locator("#editor .chain-nodes > ul > li");
      assert.equal(await nodes.count(), 4);
      await page.locator("#group-group").selectOption("k_of_n");
      await page.locator("#group-needed").fill("viele");
      await page.getByRole("button", { name: say.chain.add_group }).click();
      await page.locator("#group-needed-error", { hasText: say.field.chain_count_needed }).waitFor();
      await page.locator("#group-needed").fill("2");
      await page.getByRole("button", { name: say.chain.add_group }).click();
      await page.getByText(say.field.chain_empty_group).waitFor();
      await page.locator("#part-at").selectOption("4");
      await page.locator("#part-contract").selectOption({ label: "UC-2023-003 WAN Standorte" });
      await page.locator("#part-handover").fill("15");
      await page.getByRole("button", { name: say.chain.add_part }).click();
      await page.getByText(say.field.chain_impossible_count).waitFor();
      await page.locator("#part-at").selectOption("4");
      await page.locator("#part-contract").selectOption({ label: "UC-2024-009 Datensicherung" });
      await page.getByRole("button", { name: say.chain.add_part }).click();
      assert.equal(await page.getByText(say.field.chain_impossible_count).count(), 0);
      await nodes.nth(4).getByRole("button", { name: say.chain.up }).first().click();
      assert.match(await nodes.nth(4).innerText(), /UC-2025-012/);
      await nodes.nth(3).getByRole("link", { name: say.chain.change }).first().click();
      await page.locator("#change-group").selectOption("parallel");
      await page.getByRole("button", { name: say.chain.set_group }).click();
      assert.match(await nodes.nth(3).innerText(), new RegExp(say.chain.parallel));
      await picture(page, "chain-draft");
      await page.getByRole("button", { name: say.chain.save }).click();
      await page.getByText(say.done.chain_saved).waitFor();
      assert.equal(await nodes.count(), 5);
    },
    // Chromium notes that the page's script was not loaded.
    { script: false, quiet: false },
  ));

test("on a phone the truss is a tree, and viewers see but do not change", () =>
  as(
    "viewer",
    async (page) => {
      await visit(page, await chainOf(page, "ERP für die Produktion"));
      assert.equal(await page.locator("#structure .truss").isVisible(), false);
      assert.match(await text(page, "#structure .truss-list"), /OLA-2022-021/);
      assert.equal(await page.locator("#editor").count(), 0);
      assert.deepEqual(await widthProblems(page), []);
      assert.deepEqual(await accessibilityProblems(page), []);
      await picture(page, "chain-phone");
    },
    { width: "phone" },
  ));

test("a broken chain is a decision of today and stands on the contract; vendors see none of it", async () => {
  await as("service_manager", async (page, say) => {
    await visit(page, "/");
    await page.locator("#decisions a", { hasText: "SLA-2021-014" }).first().click();
    await page.locator("#proof").waitFor();
    await page.getByRole("link", { name: say.chain.contract, exact: true }).click();
    await page.locator("#chain").waitFor();
    assert.match(await text(page, "#chain"), new RegExp(say.chain.broken));
  });
  await as(
    "vendor_manager",
    async (page, say) => {
      assert.equal(await page.locator("nav a[href='/chains']").count(), 0);
      await page.goto("/chains");
      await page.getByText(say.error.forbidden_title).first().waitFor();
    },
    { quiet: false },
  );
});
