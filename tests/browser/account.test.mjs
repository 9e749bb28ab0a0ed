// Ways into an account and what people do to it: forgotten passwords, second factor, sessions, profile.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { expectQuiet, launch, openTab, picture, signIn, text, visit } from "./support/browser.mjs";
import { linkFor } from "./support/mail.mjs";
import { login, startStack } from "./support/stack.mjs";
import { totp } from "./support/totp.mjs";
import { words } from "./support/words.mjs";

const RHEINTAL = "Rheintal Maschinenbau GmbH";
const NEW_PASSWORD = "vier Worte im Nebel 27";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A fresh profile, closed at the end. Its console is checked, except where every page misses its script. */
async function inTab(options, journey) {
  const tab = await openTab(browser, stack.url, options);
  try {
    await journey(tab, words(options.language ?? "de"));
    if (options.script !== false) expectQuiet(tab);
  } finally {
    await tab.close();
  }
}

/** Sets a second factor up on the page that is open, and returns its secret and the recovery codes. */
async function enrol(page, say, password) {
  await page.locator("details:has(code.secret) summary").click();
  const secret = await page.locator("code.secret").innerText();
  await page.locator("input[name=password]").fill(password);
  await page.locator("input[name=code]").fill(totp(secret));
  await page.getByRole("button", { name: say.setup.confirm }).click();
  await page.locator(".once pre").waitFor();
  const codes = (await page.locator(".once pre").innerText()).trim().split(/\s+/);
  return { secret, codes };
}

test("a forgotten password is replaced through a link by mail, which works once", () =>
  inTab({}, async ({ page }, say) => {
    const { email } = login(stack, "auditor", RHEINTAL);
    await visit(page, "/login");
    await page.getByRole("link", { name: say.sign_in.forgot }).click();
    await page.locator("input[name=email]").fill(email);
    await page.getByRole("button", { name: say.forgot.button }).click();
    await page.getByText(say.done.reset_requested).waitFor();

    const link = await linkFor(stack, email, "/reset");
    await visit(page, link);
    const password = page.locator("input[name=password]");
    await password.fill("kurz");
    await page.getByRole("button", { name: say.reset.button }).click();
    await page.locator("#password-error", { hasText: say.field.password_too_short }).waitFor();
    await password.fill(NEW_PASSWORD);
    await page.getByRole("button", { name: say.reset.button }).click();
    await page.getByText(say.done.password_reset).waitFor();
    await signIn({ page }, { email, password: NEW_PASSWORD });

    await page.context().clearCookies({ name: /tragwerk/ });
    const answer = await page.goto(link);
    assert.equal(answer.status(), 409);
    await page.getByText(say.error.link_invalid).waitFor();
    assert.equal(await page.locator("input[name=password]").count(), 0);
  }));

test("a second factor is set up, asked for, and replaced once by a recovery code", async () => {
  const person = login(stack, "compliance_officer", RHEINTAL);
  let factor;
  await inTab({}, async (tab, say) => {
    await signIn(tab, person);
    await visit(tab.page, "/account");
    await picture(tab.page, "account");
    await tab.page.getByRole("link", { name: say.factor.set_up }).click();
    await tab.page.locator("svg.qr path").waitFor();
    await tab.page.locator("input[name=password]").fill(person.password);
    await tab.page.locator("input[name=code]").fill("000000");
    await tab.page.getByRole("button", { name: say.setup.confirm }).click();
    await tab.page.locator("#code-error", { hasText: say.field.wrong_code }).waitFor();
    factor = await enrol(tab.page, say, person.password);
    assert.ok(factor.codes.length >= 8, factor.codes.join());
    await tab.page.getByRole("link", { name: say.codes.kept }).click();
    await tab.page.locator("#second-factor", { hasText: say.factor.active }).waitFor();
  });
  await inTab({}, async (tab, say) => {
    await signIn(tab, person);
    assert.equal(new URL(tab.page.url()).pathname, "/login/second-factor");
    await tab.page.locator("input[name=code]").fill(factor.codes[0]);
    await tab.page.getByRole("button", { name: say.sign_in.button }).click();
    await tab.page.getByRole("heading", { level: 1, name: say.nav.today }).waitFor();
    await visit(tab.page, "/account");
    const left = (await text(tab.page, "#second-factor")).match(/(\d+) Wiederherstellungscodes/)[1];
    assert.equal(Number(left), factor.codes.length - 1);
  });
  await inTab({ language: "en" }, async (tab, say) => {
    await signIn(tab, person);
    await tab.page.locator("input[name=code]").fill(totp(factor.secret, 1));
    await tab.page.getByRole("button", { name: say.sign_in.button }).click();
    await tab.page.getByRole("heading", { level: 1, name: say.nav.today }).waitFor();
  });
});

for (const language of ["de", "en"]) {
  test(`a new address that waits is withdrawn, in ${language}`, () =>
    inTab({ language }, async (tab, say) => {
      const { page } = tab;
      const person = login(stack, "service_manager", "Stadtwerke Musterstadt");
      await signIn(tab, person);
      await visit(page, "/account");
      const form = page.locator("#email form").last();
      await form.locator("[name=email]").fill(`vertippt.${language}@neu.example`);
      await form.getByRole("button", { name: say.account.change_email }).click();
      // What is wrong is said at the top by the name of the field.
      const problem = `${say.account.confirm_password}: ${say.field.password_needed}`;
      await form.getByRole("link", { name: problem }).waitFor();
      await form.locator("[name=password]").fill(person.password);
      await form.getByRole("button", { name: say.account.change_email }).click();
      await page.getByText(`vertippt.${language}@neu.example`).waitFor();
      await picture(page, `address-waits-${language}`);
      await page.getByRole("button", { name: say.account.email_withdraw }).click();
      await page.getByText(say.done.email_withdrawn).waitFor();
      await page.getByText(`vertippt.${language}@neu.example`).first().waitFor({ state: "detached" });
    }));
}

test("a browser elsewhere is signed out", async () => {
  const person = login(stack, "viewer");
  const elsewhere = await openTab(browser, stack.url, { language: "en" });
  await signIn(elsewhere, person);
  await inTab({ language: "en" }, async (tab, say) => {
    await signIn(tab, person);
    await visit(tab.page, "/account");
    const sessions = tab.page.locator("#sessions");
    await sessions.getByText(say.sessions.this, { exact: true }).waitFor();
    await sessions.getByRole("button", { name: say.sessions.end_others }).first().click();
    await tab.page.locator("dialog:popover-open").getByRole("button", { name: say.sessions.end_others }).click();
    await tab.page.getByText(say.done.sessions).waitFor();
    await sessions.locator("tbody tr").nth(1).waitFor({ state: "detached" });
    assert.equal(await sessions.locator("tbody tr").count(), 1);
  });
  await elsewhere.page.goto("/");
  assert.equal(new URL(elsewhere.page.url()).pathname, "/login");
  await elsewhere.close();
});

test("name and language are changed, and every page follows", () =>
  inTab({}, async (tab, say) => {
    const { page } = tab;
    await signIn(tab, login(stack, "service_manager", "Stadtwerke Musterstadt"));
    await visit(page, "/account");
    await page.locator("#profile-name").fill("Erika Beispiel");
    await page.locator("#profile-language").selectOption("en");
    await page.getByRole("button", { name: say.account.save }).click();
    const english = words("en");
    await page.getByText(english.done.profile).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.match(await page.locator("button.who").innerText(), /Erika Beispiel/);
  }));

test("without a script the same second factor is set up and its codes are shown once", () =>
  inTab({ script: false }, async (tab, say) => {
    const { page } = tab;
    const person = login(stack, "service_manager", RHEINTAL);
    await signIn(tab, person);
    await page.goto("/account/second-factor");
    const { codes } = await enrol(page, say, person.password);
    assert.ok(codes.length >= 8);
    await page.reload();
    assert.equal(await page.locator(".once pre").count(), 0);
  }));
