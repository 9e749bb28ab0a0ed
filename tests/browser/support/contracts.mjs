// Writing contracts as a person does, for journeys that need some.

import { visit } from "./browser.mjs";

const SUPPLIER = "Nordlicht";

/** Types and chooses by the names of the fields. */
export async function enter(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main form [name="${name}"]:not([type=hidden])`).first();
    const kind = await field.evaluate((node) => node.tagName);
    if (kind === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
}

/** The option of a choice whose words contain a text. */
export async function option(page, name, words) {
  return page.locator(`select[name="${name}"] option`, { hasText: words }).first().getAttribute("value");
}

/** Opens a question and says yes. What is saved first is drawn anew, which closes questions that are open. */
export async function answer(page, dialog, button) {
  await page.waitForLoadState("networkidle");
  await page.locator(`[popovertarget="${dialog}"]`).first().click();
  await page.locator(`#${dialog}`).getByRole("button", { name: button, exact: true }).click();
}

/** Begins a contract with a supplier and returns its address. */
export async function create(page, say, number, title, { kind = "uc", party = SUPPLIER } = {}) {
  await visit(page, "/contracts");
  await page.getByRole("link", { name: say.contract_form.create }).click();
  await page.waitForURL(/\/contracts\/new$/);
  await enter(page, { kind, title, number, starts_on: "01.01.2026", supplier_id: await option(page, "supplier_id", party) });
  await page.getByRole("button", { name: say.contract_form.create }).click();
  await page.waitForURL(/\/draft/);
  await page.locator("#terms").waitFor();
  return new URL(page.url()).pathname.replace(/\/draft$/, "");
}

export const TERMS = {
  monthly_fee: "48.000,00",
  duration: "indefinite",
  "notice[count]": "3",
  "notice[unit]": "month",
  notice_to: "quarter_end",
  notice_form: "text",
  lead_working_days: "10",
  region: "DE-NW",
};

export async function saveTerms(page, say, values) {
  await enter(page, values);
  await page.getByRole("button", { name: say.draft.save_terms }).click();
  await page.getByText(say.done.draft_saved).waitFor();
  // The next step starts from what was saved: the page fetches it first.
  await page.waitForTimeout(500);
  await page.waitForLoadState("networkidle");
}

/** Opens the form of a new target of the draft and fills what every target has. */
export async function newTarget(page, contract, values) {
  await visit(page, `${contract}/draft/targets/new`);
  const pick = (name) => page.locator(`select[name="${name}"] option`).nth(1).getAttribute("value");
  const always = await option(page, "calendar_id", "24");
  await enter(page, { service_id: await pick("service_id"), calendar_id: always ?? (await pick("calendar_id")), ...values });
}

export async function saveTarget(page, say, done) {
  await page.getByRole("button", { name: say.target_form.save }).click();
  await page.getByText(done).waitFor();
  await page.locator("#targets").waitFor();
}
