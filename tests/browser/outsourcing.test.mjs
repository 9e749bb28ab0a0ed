// One sitting: an outsourcing contract with its amendments, two clouds from templates, two own teams, and the promise to
// the business that rests on all of them, until the page says why it does not hold and what would repair it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { expectQuiet, launch, openTab, picture, signIn, text, visit } from "./support/browser.mjs";
import { TERMS, answer, create, enter, newTarget, option, saveTarget, saveTerms } from "./support/contracts.mjs";
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

const say = words("de");
const SERVICE = "ERP";

async function target(page, contract, name, threshold, more = {}) {
  await newTarget(page, contract, { name, threshold, ...more });
  await enter(page, { service_id: await option(page, "service_id", SERVICE) });
}

async function activate(page, contract) {
  await visit(page, `${contract}/draft`);
  await answer(page, "activate", say.draft.activate);
  await page.getByText(say.done.contract_moved).waitFor();
}

async function amend(page, contract, terms, change) {
  await visit(page, contract);
  await page.getByRole("button", { name: say.life.amend }).click();
  await page.waitForURL(/\/draft/);
  if (change) {
    await page.locator("#targets tbody tr").first().getByRole("link", { name: say.draft.edit_target }).click();
    await page.waitForURL(/\/targets\//);
    await enter(page, change);
    await saveTarget(page, say, say.done.target_saved);
  }
  await saveTerms(page, say, terms);
  await answer(page, "seal", say.draft.seal);
  await page.getByText(say.done.amendment_sealed).waitFor();
}

async function fromTemplate(page, code, number, title) {
  await visit(page, `/templates/${code}`);
  const party = code.startsWith("aws") ? "AWS" : "Microsoft";
  await enter(page, {
    number,
    title,
    supplier_id: await option(page, "supplier_id", party),
    service_id: await option(page, "service_id", SERVICE),
    starts_on: "01.01.2026",
  });
  await page.locator("#use").getByRole("button").last().click();
  await page.waitForURL(/\/contracts\//);
  const contract = new URL(page.url()).pathname.replace(/\/draft$/, "");
  await activate(page, contract);
  return contract;
}

test("a whole structure is entered and explains itself", async () => {
  const tab = await openTab(browser, stack.url, { language: "de" });
  const { page } = tab;
  await signIn(tab, login(stack, "service_manager", "Rheintal Maschinenbau GmbH"));

  const msp = await create(page, say, "UC-2026-MSP", "ERP-Betrieb Auslagerung");
  await saveTerms(page, say, TERMS);
  await target(page, msp, "Verfügbarkeit", "99,5", { yearly_cap: "57.600,00" });
  await enter(page, { "tiers[0][below]": "99,5", "tiers[0][credit]": "10" });
  await saveTarget(page, say, say.done.target_added);
  await target(page, msp, "Lösung P1", "95", { metric: "in_time_rate", model: "none" });
  await enter(page, { "goals[0][priority]": "P1", "goals[0][count]": "4" });
  await saveTarget(page, say, say.done.target_added);
  await target(page, msp, "Erreichbarkeit Leitstand", "99", { model: "none" });
  await saveTarget(page, say, say.done.target_added);
  await activate(page, msp);
  await amend(page, msp, { valid_from: "01.04.2026", note: "Nachtrag 1: weniger Pauschale", monthly_fee: "45.000,00" });
  await amend(
    page,
    msp,
    { valid_from: "01.07.2026", note: "Nachtrag 2: höhere Verfügbarkeit" },
    { threshold: "99,7", "tiers[0][below]": "99,7" },
  );
  const documents = page.locator("#documents");
  await documents.locator("summary").first().click();
  await page.setInputFiles("#document-file", {
    name: "AVV Nordlicht.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.7\nVereinbarung zur Auftragsverarbeitung"),
  });
  await documents.locator("[name=kind]").selectOption("processor_agreement");
  await documents.locator("form").getByRole("button").last().click();
  await documents.getByText("AVV Nordlicht.pdf").first().waitFor();
  const versions = await text(page, "#versions");
  assert.match(versions, /Nachtrag 1.*|Nachtrag 2/s);
  await picture(page, "outsourcing-msp");

  await fromTemplate(page, "aws-ec2-region-level-sla-multi-az", "UC-2026-EC2", "ERP auf EC2");
  const sql = await page.evaluate(async () => {
    const answer = await fetch("/templates");
    const found = [...(await answer.text()).matchAll(/\/templates\/(azure-[a-z0-9-]*sql-database[a-z0-9-]*)/g)];
    return found[0]?.[1];
  });
  assert.ok(sql, "the library has Azure SQL Database");
  await fromTemplate(page, sql, "UC-2026-SQL", "ERP-Datenbank Azure SQL");

  for (const [number, title, threshold] of [
    ["OLA-2026-APP", "Anwendungsbetrieb ERP", "99,8"],
    ["OLA-2026-NET", "Netzbetrieb ERP", "99,9"],
  ]) {
    const ola = await create(page, say, number, title, { kind: "ola", party: "Team" });
    await saveTerms(page, say, { ...TERMS, monthly_fee: "" });
    await target(page, ola, "Verfügbarkeit", threshold);
    await saveTarget(page, say, say.done.target_added);
    await activate(page, ola);
  }

  const sla = await create(page, say, "SLA-2026-ERP", "ERP für das Werk", { kind: "sla", party: "Produktion" });
  await saveTerms(page, say, { ...TERMS, monthly_fee: "60.000,00" });
  await target(page, sla, "Verfügbarkeit", "99,9");
  await enter(page, { "tiers[0][below]": "99,9", "tiers[0][credit]": "10" });
  await saveTarget(page, say, say.done.target_added);
  await activate(page, sla);

  await visit(page, `${sla}/chain`);
  for (const number of ["UC-2026-MSP", "UC-2026-EC2", "UC-2026-SQL", "OLA-2026-APP", "OLA-2026-NET"]) {
    await page.locator("#part-contract").selectOption(await option(page, "contract", number));
    await page.getByRole("button", { name: say.chain.add_part }).click();
    await page.locator("#editor .chain-nodes li", { hasText: number }).first().waitFor();
  }
  await page.getByRole("button", { name: say.chain.save }).click();
  await page.getByText(say.done.chain_saved).waitFor();
  const proof = await text(page, "#proof");
  assert.match(proof, new RegExp(say.chain.subject_availability));
  assert.match(await text(page, "#structure .truss .node[data-status=breach]"), /UC-2026-MSP/, "the weakest link is named");
  assert.match(await text(page, "#repairs"), new RegExp(say.chain.repair_closes));
  await picture(page, "outsourcing-chain");
  expectQuiet(tab);
  await tab.close();
});
