// Contracts as people write them: drafted, brought into force, amended, refused.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import {
  WIDTHS,
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
import { TERMS, answer, create, enter, newTarget, option, saveTarget, saveTerms } from "./support/contracts.mjs";
import { login, startStack } from "./support/stack.mjs";
import { fill, words } from "./support/words.mjs";

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

/** A tab with somebody signed in; its console is checked when the journey ends well. */
async function as(role, journey, { language = "de", quiet = true, ...options } = {}) {
  const tab = await openTab(browser, stack.url, { language, ...options });
  try {
    await signIn(tab, login(stack, role, RHEINTAL));
    const result = await journey(tab.page, words(language), tab);
    // Without a script the browser says of every page that it loads none.
    if (quiet && options.script !== false) expectQuiet(tab);
    return result;
  } finally {
    await tab.close();
  }
}

for (const language of ["de", "en"]) {
  describe(`in ${language}`, () => {
    test("an MSP contract is written, comes into force and is amended", () =>
      as(
        "service_manager",
        async (page, say) => {
          const number = `UC-2026-${language.toUpperCase()}`;
          const contract = await create(page, say, number, "MSP Betrieb 24x7");
          await page.locator("#term").getByText(say.draft.no_dates).waitFor();

          // The dates follow what is typed, before anything is saved.
          await enter(page, TERMS);
          await page.locator("#term").getByText(say.term.end).waitFor();
          assert.match(await text(page, "#term"), /31/);
          await picture(page, `draft-${language}`);
          await saveTerms(page, say, {});

          await newTarget(page, contract, { name: "Verfügbarkeit", threshold: "99,9" });
          await enter(page, {
            "tiers[0][below]": "99,9",
            "tiers[0][at_least]": "99",
            "tiers[0][credit]": "10",
            "tiers[1][below]": "98",
            "tiers[1][credit]": "20",
          });
          await page.getByRole("button", { name: say.target_form.save }).click();
          const row = page.locator(".entry-row", { hasText: say.field.tier_gap });
          await row.waitFor();
          assert.match(await text(page, "#form [role=alert]"), new RegExp(fill(say.tiers.step, { step: 2 })));
          await enter(page, { "tiers[1][below]": "99" });
          await page.locator("#example").getByText(/4[.,]800/).first().waitFor();
          assert.match(await text(page, "#example"), /4:20/);
          await picture(page, `target-form-${language}`);
          await saveTarget(page, say, say.done.target_added);

          await newTarget(page, contract, { name: "Lösungszeit", metric: "in_time_rate", threshold: "80", model: "none" });
          await enter(page, { "goals[0][priority]": "P1", "goals[0][count]": "4" });
          await page.locator("#example").getByText(/22/).first().waitFor();
          await saveTarget(page, say, say.done.target_added);

          await newTarget(page, contract, { name: "Erreichbarkeit", threshold: "99,5", model: "linear" });
          await enter(page, { rate: "5" });
          await saveTarget(page, say, say.done.target_added);
          assert.equal(await page.locator("#targets tbody tr").count(), 3);

          await answer(page, "activate", say.draft.activate);
          await page.getByText(say.done.contract_moved).waitFor();
          assert.match(await text(page, "h1"), new RegExp(say.contract_status.active));
          await picture(page, `contract-written-${language}`);

          await page.getByRole("button", { name: say.life.amend }).click();
          await page.waitForURL(/\/draft/);
          await page.locator("#targets").getByText(say.draft.change_same).first().waitFor();
          await page.locator("#targets tbody tr").first().getByRole("link", { name: say.draft.edit_target }).click();
          await page.waitForURL(/\/targets\//);
          await enter(page, { threshold: "99,95", "tiers[0][below]": "99,95" });
          await saveTarget(page, say, say.done.target_saved);
          await page.locator("#targets").getByText(say.draft.change_changed, { exact: true }).waitFor();
          await saveTerms(page, say, { valid_from: "01.01.2027", note: "Verfügbarkeit erhöht", monthly_fee: "50.900" });
          await picture(page, `amendment-${language}`);
          await answer(page, "seal", say.draft.seal);
          await page.getByText(say.done.amendment_sealed).waitFor();
          const versions = await text(page, "#versions");
          for (const said of ["Verfügbarkeit erhöht", say.version.first, `Verfügbarkeit: ${say.draft.change_changed}`]) {
            assert.ok(versions.includes(said), versions);
          }
        },
        { language },
      ));
  });
}

test("notice is entered with day and reason, and taken back", () =>
  as("service_manager", async (page, say) => {
    const contract = await create(page, say, "UC-2026-ENDE", "Befristetes");
    await saveTerms(page, say, TERMS);
    await answer(page, "activate", say.draft.activate);
    await page.getByText(say.done.contract_moved).waitFor();
    const life = page.locator("#life");
    await life.locator("summary", { hasText: say.life.terminate }).click();
    const form = life.locator("details[open] form");
    await form.locator("[name=reason]").fill("Neuausschreibung");
    await form.getByRole("button", { name: say.life.terminate }).click();
    await form.locator(".err").first().waitFor();
    await form.locator("[name=on_day]").fill("31.03.2027");
    await form.getByRole("button", { name: say.life.terminate }).click();
    await life.getByText("Neuausschreibung").waitFor();
    assert.match(await text(page, "h1"), new RegExp(say.contract_status.terminated));
    await life.locator("summary", { hasText: say.life.take_back }).click();
    const back = life.locator("details[open] form");
    await back.locator("[name=reason]").fill("Zurückgenommen");
    await back.getByRole("button", { name: say.life.take_back }).click();
    await life.getByText("Zurückgenommen").waitFor();
    assert.match(await text(page, "h1"), new RegExp(say.contract_status.active));
    assert.ok(contract);
  }));

test("a draft is deleted after a question", () =>
  as("service_manager", async (page, say) => {
    const contract = await create(page, say, "UC-2026-WEG", "Doch nicht");
    await visit(page, contract);
    assert.ok((await text(page)).includes(say.life.not_in_force));
    await answer(page, "contract-remove", say.life.remove);
    await page.getByText(say.done.contract_removed).waitFor();
    assert.ok(!(await text(page)).includes("UC-2026-WEG"));
  }));

test("who saves what somebody else has changed keeps what was typed", () =>
  as("service_manager", async (page, say) => {
    const contract = await create(page, say, "UC-2026-ZWEI", "Zwei zugleich");
    await visit(page, `${contract}/edit`);
    await as("service_manager", async (other) => {
      await visit(other, `${contract}/edit`);
      await enter(other, { title: "Der andere war schneller" });
      await other.getByRole("button", { name: say.contract_form.save }).click();
      await other.getByText(say.done.contract_changed).waitFor();
    });
    await enter(page, { title: "Mein Titel" });
    await page.getByRole("button", { name: say.contract_form.save }).click();
    await page.getByText(say.error.stale).waitFor();
    await page.getByText(say.entry.kept).waitFor();
    assert.equal(await page.locator("[name=title]").inputValue(), "Mein Titel");
  }));

test("without a script a contract gets terms and a target", () =>
  as(
    "service_manager",
    async (page, say) => {
      await page.goto("/contracts/new");
      await enter(page, { title: "Ohne Skript", number: "UC-2026-OHNE", starts_on: "31.02.2026" });
      await page.getByRole("button", { name: say.contract_form.create }).click();
      assert.match(await text(page, "#form"), new RegExp(say.field.date_needed));
      assert.equal(await page.locator("[name=title]").inputValue(), "Ohne Skript", "what was typed is kept");
      await enter(page, { starts_on: "01.01.2026", supplier_id: await option(page, "supplier_id", "Nordlicht") });
      await page.getByRole("button", { name: say.contract_form.create }).click();
      await page.waitForURL(/\/draft/);
      await saveTerms(page, say, TERMS);
      assert.ok((await text(page, "#term")).includes(say.term.end));
      await page.getByRole("link", { name: say.draft.add_target }).first().click();
      const service = await page.locator("[name=service_id] option").nth(1).getAttribute("value");
      const calendar = await page.locator("[name=calendar_id] option").nth(1).getAttribute("value");
      await enter(page, { name: "Verfügbarkeit", service_id: service, calendar_id: calendar, "tiers[0][below]": "99,9", "tiers[0][credit]": "viel" });
      await page.getByRole("button", { name: say.target_form.save }).click();
      assert.match(await text(page, "#form"), new RegExp(say.field.percent_unreadable));
      assert.equal(await page.locator('[name="tiers[0][below]"]').inputValue(), "99,9");
      await enter(page, { "tiers[0][credit]": "5" });
      await saveTarget(page, say, say.done.target_added);
      assert.match(await text(page, "#targets"), /Verfügbarkeit/);
    },
    { script: false },
  ));

for (const role of ["auditor", "viewer"]) {
  test(`${role}: reads, and is offered nothing to write`, () =>
    as(
      role,
      async (page, say) => {
        await visit(page, "/contracts");
        assert.equal(await page.getByRole("link", { name: say.contract_form.create }).count(), 0);
        await page.locator("main tbody th a").first().click();
        await page.locator("#record").waitFor();
        const contract = new URL(page.url()).pathname;
        assert.equal(await page.locator("#life form").count(), 0);
        assert.equal(await page.getByRole("button", { name: say.life.amend }).count(), 0);
        for (const address of ["/contracts/new", `${contract}/edit`, `${contract}/draft`]) {
          const answer = await page.goto(address);
          assert.equal(answer.status(), 403, address);
          assert.match(await text(page), new RegExp(say.error.forbidden_title));
        }
      },
      { quiet: false },
    ));
}

test("the pages are accessible in both themes, at a desk and on a phone", async () => {
  let addresses;
  await as("service_manager", async (page, say) => {
    const contract = await create(page, say, "UC-2026-AXE", "Zum Ansehen");
    await saveTerms(page, say, TERMS);
    addresses = {
      "contract-new": "/contracts/new",
      "contract-edit": `${contract}/edit`,
      "contract-draft-page": `${contract}/draft`,
      "contract-draft": contract,
      "contract-target": `${contract}/draft/targets/new`,
    };
  });
  const found = [];
  for (const theme of ["light", "dark"]) {
    for (const width of Object.keys(WIDTHS)) {
      await as(
        "service_manager",
        async (page) => {
          for (const [name, address] of Object.entries(addresses)) {
            await visit(page, address);
            await picture(page, `${name}-${theme}-${width}`);
            const problems = [...(await accessibilityProblems(page)), ...(await widthProblems(page))];
            found.push(...problems.map((problem) => `${name} ${theme} ${width}: ${problem}`));
          }
        },
        { theme, width },
      );
    }
  }
  assert.deepEqual(found, []);
});
