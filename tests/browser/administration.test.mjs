// The administration: people, machines, the sign-in, and the log of all of it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { expectQuiet, launch, openTab, picture, signIn, text, visit } from "./support/browser.mjs";
import { linkFor } from "./support/mail.mjs";
import { login, startStack } from "./support/stack.mjs";
import { totp } from "./support/totp.mjs";
import { words } from "./support/words.mjs";

const RHEINTAL = "Rheintal Maschinenbau GmbH";
const PASSWORD = "drei Worte am Fluss 84";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A tab with somebody signed in, closed at the end. `quiet: false` where the journey is refused on purpose. */
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

/** Fills the form of an invitation and sends it. */
async function invite(page, say, { email, role }) {
  const form = page.locator("#invite form");
  await form.locator("[name=email]").fill(email);
  await form.locator("[name=role]").selectOption(role);
  await form.getByRole("button", { name: say.invite.button }).click();
  await page.getByText(say.done.invited).waitFor();
}

/** Follows an invitation in a profile of its own and leaves the person signed in. */
async function join(email, { language = "de", script = true } = {}) {
  const say = words(language);
  const tab = await openTab(browser, stack.url, { language, script });
  await tab.page.goto(await linkFor(stack, email, "/invitation"));
  if (script) await tab.page.waitForLoadState("networkidle");
  await tab.page.locator("input[name=name]").fill("Tessa Neumann");
  await tab.page.locator("input[name=password]").fill(PASSWORD);
  await tab.page.getByRole("button", { name: say.invitation.accept, exact: true }).click();
  await tab.page.waitForURL((address) => address.pathname === "/");
  return tab;
}

for (const language of ["de", "en"]) {
  describe(`in ${language}`, () => {
    test("somebody is invited, joins through the link and signs in", async () => {
      const email = `tessa.${language}@rheintal.example`;
      await as(
        "tenant_admin",
        async (page, say) => {
          await visit(page, "/administration/members");
          await page.locator("#invite form").getByRole("button", { name: say.invite.button }).click();
          await page.locator("#invite-email-error", { hasText: say.field.email_needed }).waitFor();
          await invite(page, say, { email, role: "service_manager" });
          await page.locator("#invitations tr", { hasText: email }).waitFor();
          await picture(page, `members-${language}`);
        },
        { language },
      );
      const joined = await join(email, { language, script: language === "de" });
      await joined.close();

      const again = await openTab(browser, stack.url, { language });
      await signIn(again, { email, password: PASSWORD });
      await again.page.getByRole("heading", { level: 1, name: words(language).nav.today }).waitFor();
      expectQuiet(again);
      await again.close();
    });
  });
}

test("a role is changed, an access disabled, restored and removed, each after a question", () =>
  as("tenant_admin", async (page, say) => {
    const email = "kurz.da@rheintal.example";
    await visit(page, "/administration/members");
    await invite(page, say, { email, role: "viewer" });
    await (await join(email)).close();
    await visit(page, "/administration/members");
    const row = page.locator("#members tbody tr", { hasText: email });
    const change = async () => {
      await row.getByRole("link", { name: say.members.change }).click();
      await page.locator("#member").waitFor();
    };
    const confirm = async (button) => {
      await page.locator("#member").getByRole("button", { name: button }).first().click();
      const dialog = page.locator("dialog:popover-open");
      // The keyboard stays in the question.
      for (let step = 0; step < 4; step += 1) {
        await page.keyboard.press("Tab");
        assert.equal(await dialog.locator(":focus").count(), 1);
      }
      await dialog.getByRole("button", { name: button }).click();
    };

    await change();
    await page.locator("#member-role").selectOption("auditor");
    await page.getByRole("button", { name: say.members.change_role }).click();
    await page.getByText(say.done.role_changed).waitFor();
    await row.getByText(say.role.auditor).waitFor();

    await change();
    await picture(page, "member");
    await confirm(say.members.disable);
    await page.getByText(say.done.member_disabled).waitFor();
    await row.getByText(say.members.disabled).waitFor();
    await change();
    await confirm(say.members.enable);
    await page.getByText(say.done.member_enabled).waitFor();
    await change();
    await confirm(say.members.remove);
    await page.getByText(say.done.member_removed).waitFor();
    await row.waitFor({ state: "detached" });
  }));

for (const language of ["de", "en"]) {
  test(`a lost second factor is reset, in ${language}`, async () => {
    const person = login(stack, language === "de" ? "auditor" : "compliance_officer", RHEINTAL);
    const tab = await openTab(browser, stack.url, { language });
    await signIn(tab, person);
    await visit(tab.page, "/account/second-factor");
    const say = words(language);
    await tab.page.locator("details:has(code.secret) summary").click();
    const secret = await tab.page.locator("code.secret").innerText();
    await tab.page.locator("input[name=password]").fill(person.password);
    await tab.page.locator("input[name=code]").fill(totp(secret));
    await tab.page.getByRole("button", { name: say.setup.confirm }).click();
    await tab.page.locator(".once pre").waitFor();
    await tab.page.context().clearCookies({ name: /tragwerk/ });
    await signIn(tab, person);
    await tab.page.getByText(say.second_factor.lost).waitFor();
    await as(
      "tenant_admin",
      async (page) => {
        await visit(page, "/administration/members");
        const row = page.locator("#members tbody tr", { hasText: person.email });
        await row.getByRole("link", { name: say.members.change }).click();
        const open = page.locator("#member").getByRole("button", { name: say.members.reset_factor });
        await open.first().click();
        await picture(page, `reset-factor-${language}`);
        const dialog = page.locator("dialog:popover-open");
        await dialog.getByRole("button", { name: say.members.reset_factor }).click();
        await page.getByText(say.done.factor_reset).waitFor();
        await row.getByText(say.factor.off).waitFor();
      },
      { language },
    );
    await tab.page.goto("/login");
    await signIn(tab, person);
    assert.equal(new URL(tab.page.url()).pathname, "/");
    await tab.close();
  });
}

test("a provider that does not answer is not offered, and its addresses can be copied", () =>
  as("tenant_admin", async (page, say) => {
    await visit(page, "/administration/sign-in");
    const form = page.locator("#provider form").first();
    await form.getByRole("button", { name: say.provider.save }).click();
    await form.getByText(say.error.fields.other.replace("{count}", "3")).waitFor();
    await form.getByRole("link", { name: `${say.provider.issuer}: ${say.field.required}` }).waitFor();
    await form.locator("[name=label]").fill("Entra ID");
    await form.locator("[name=issuer]").fill("http://127.0.0.1:9");
    await form.locator("[name=client_id]").fill("tragwerk");
    await form.locator("[name=client_secret]").fill("geheim");
    await form.locator("[name=enabled]").check();
    await form.getByRole("button", { name: say.provider.save }).click();
    await page.locator("#issuer-error", { hasText: say.error.issuer_unreachable }).waitFor();
    await picture(page, "provider-refused");
    await form.locator("[name=enabled]").uncheck();
    await form.getByRole("button", { name: say.provider.save }).click();
    await page.getByText(say.done.provider_saved).waitFor();
    assert.equal(await page.locator("#provider dl").getByRole("button", { name: say.once.copy }).count(), 2);
  }));

test("a vendor's manager invites a colleague, who sees their supplier only", async () => {
  const email = "neu@nordlicht.example";
  await as("vendor_manager", async (page, say) => {
    await visit(page, "/administration/members");
    assert.equal(await page.locator("h1").innerText(), say.members.colleagues);
    assert.doesNotMatch(await text(page, "#members"), /rheintal\.example/);
    assert.equal(await page.locator("#invite [name=role] option[value=tenant_admin]").count(), 0);
    await invite(page, say, { email, role: "vendor_user" });
    await picture(page, "colleagues");
  });
  const joined = await join(email);
  await visit(joined.page, "/contracts");
  assert.doesNotMatch(await text(joined.page, "#contracts"), /DynamoDB|Azure/);
  await joined.close();
});

test("an API client is created, gets a new secret and is revoked", () =>
  as("tenant_admin", async (page, say) => {
    await visit(page, "/administration/api-clients");
    const form = page.locator("#create form");
    await form.locator("[name=name]").fill("Checkmk Leitstand");
    await form.getByRole("button", { name: say.clients.create_button }).click();
    await form.locator("#scopes-error", { hasText: say.clients.scopes_needed }).waitFor();
    await form.getByRole("link", { name: `${say.clients.scopes}: ${say.clients.scopes_needed}` }).waitFor();
    await form.locator('[value="facts:write"]').check();
    await form.getByRole("button", { name: say.clients.create_button }).click();
    const secret = page.locator("#secret pre");
    await secret.waitFor();
    const first = await secret.innerText();
    assert.match(first, /client_id=\S+\s+client_secret=\S{30,}/);
    await picture(page, "api-client-secret");

    const row = page.locator("#clients tbody tr", { hasText: "Checkmk Leitstand" });
    const confirm = async (button) => {
      await row.getByRole("button", { name: button }).first().click();
      await page.locator("dialog:popover-open").getByRole("button", { name: button, exact: true }).click();
    };
    await confirm(say.clients.rotate);
    await row.getByText(say.clients.overlap.split("{")[0]).waitFor();
    await page.waitForFunction((before) => document.querySelector("#secret pre")?.innerText !== before, first);
    await confirm(say.clients.revoke);
    await page.getByText(say.done.client_revoked).waitFor();
    await row.getByText(say.clients.revoked.split("{")[0]).waitFor();
    assert.equal(await row.getByRole("button").count(), 0);
  }));

test("without a script a client's secret is shown once too", () =>
  as(
    "tenant_admin",
    async (page, say) => {
      await page.goto("/administration/api-clients");
      const form = page.locator("#create form");
      await form.locator("[name=name]").fill("Ohne Skript");
      await form.locator('[value="facts:read"]').check();
      await form.getByRole("button", { name: say.clients.create_button }).click();
      assert.match(await text(page, "#secret"), /client_secret=\S{30,}/);
      await page.reload();
      assert.equal(await page.locator("#secret").count(), 0);
    },
    { script: false, quiet: false },
  ));

test("the log is filtered by the address and opens to its details", () =>
  as("auditor", async (page, say) => {
    await visit(page, "/administration/audit");
    await page.locator("#log select[name=action]").selectOption("member_manage");
    await page.locator("#log").getByRole("button", { name: say.filter.apply }).click();
    await page.waitForURL(/action=member_manage/);
    const entry = page.locator("#log .ledger > li").first();
    await entry.locator("summary").click();
    await entry.getByText(say.audit.hash).waitFor();
    // In words where there are some, else by the name of the right.
    const words = [say.action.member_manage, ...Object.values(say.change).map((word) => word.split("{")[0])];
    for (const kind of await page.locator("#log summary .times").allInnerTexts()) {
      assert.ok(words.some((word) => kind.startsWith(word)), kind);
    }
    await page.locator("#log summary .times", { hasText: say.change.removed }).first().waitFor();
    await picture(page, "audit-entry");
    await page.locator("#log [name=from]").fill("gestern");
    await page.locator("#log").getByRole("button", { name: say.filter.apply }).click();
    await page.locator("#from-error", { hasText: say.field.date_needed }).waitFor();
  }));

test("an auditor reads how people sign in, and changes nothing", () =>
  as("auditor", async (page, say) => {
    await visit(page, "/administration");
    await page.getByText(say.security.figures).or(page.locator(".stats")).first().waitFor();
    await visit(page, "/administration/sign-in");
    assert.equal(await page.getByRole("button", { name: say.settings.require }).count(), 0);
    assert.equal(await page.getByRole("button", { name: say.provider.save }).count(), 0);
    await visit(page, "/administration/members");
    assert.equal(await page.locator("#invite").count(), 0);
  }));

test("a viewer sees no administration", () =>
  as(
    "viewer",
    async (page) => {
      await visit(page, "/");
      assert.equal(await page.locator('a[href^="/administration"]').count(), 0);
      const answer = await page.goto("/administration/members");
      assert.equal(answer.status(), 403);
    },
    { quiet: false },
  ));

test("whoever lacks a required second factor sets one up before anything else", async () => {
  const require = async (page, say) => {
    await visit(page, "/administration/sign-in");
    await page.getByRole("button", { name: say.settings.require }).first().click();
    await picture(page, "require-second-factor");
    await page.locator("dialog:popover-open").getByRole("button", { name: say.settings.require }).click();
    await page.waitForURL((address) => address.pathname === "/account/second-factor");
  };
  await as("tenant_admin", require, { quiet: false });
  const tab = await openTab(browser, stack.url);
  await signIn(tab, login(stack, "service_manager", RHEINTAL));
  assert.equal(new URL(tab.page.url()).pathname, "/account/second-factor");
  await tab.page.goto("/contracts");
  assert.equal(new URL(tab.page.url()).pathname, "/account/second-factor");
  await tab.close();
});
