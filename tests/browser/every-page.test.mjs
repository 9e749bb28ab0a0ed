// Every page, in both themes, on a desk and on a phone: accessible, not wider than the window, a quiet console.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { WIDTHS, accessibilityProblems, launch, openTab, picture, signIn, visit, widthProblems } from "./support/browser.mjs";
import { login, startStack } from "./support/stack.mjs";

/** Pages for people who are not signed in. */
const OUTSIDE = {
  "sign-in": "/login?error=oidc_not_configured",
  forgot: "/forgot",
  reset: "/reset?token=x",
  "confirm-email": "/confirm-email?token=x",
  "invitation-broken": "/invitation?token=x",
};

/** Pages that only those who administer a tenant see. */
const ADMINISTRATION = {
  security: "/administration",
  members: "/administration/members",
  roles: "/administration/roles",
  "api-clients": "/administration/api-clients",
  "sign-in-settings": "/administration/sign-in",
  audit: "/administration/audit",
};

let stack;
let browser;
let addresses;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
  addresses = await findAddresses();
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

for (const theme of ["light", "dark"]) {
  for (const width of Object.keys(WIDTHS)) {
    test(`${theme}, ${width}`, async () => {
      const tab = await openTab(browser, stack.url, { theme, width });
      const look = async (name, address) => {
        await tab.page.setViewportSize(WIDTHS[width]);
        return problems(tab, name, address, `${theme}-${width}`);
      };
      const found = [];
      for (const [name, address] of Object.entries(OUTSIDE)) found.push(...(await look(name, address)));
      await signIn(tab, login(stack, "service_manager", "Rheintal Maschinenbau GmbH"));
      for (const [name, address] of Object.entries(addresses)) found.push(...(await look(name, address)));
      await tab.context.clearCookies({ name: /tragwerk/ });
      await signIn(tab, login(stack, "tenant_admin", "Rheintal Maschinenbau GmbH"));
      for (const [name, address] of Object.entries(ADMINISTRATION)) found.push(...(await look(name, address)));
      found.push(...(await look("member", await memberAddress(tab.page))));
      await tab.close();
      assert.deepEqual(found, []);
    });
  }
}

/** Looks at one page from all sides; keeps a picture and returns what is wrong. */
async function problems(tab, name, address, variant) {
  const { page, complaints } = tab;
  await visit(page, address);
  await unroll(page);
  if (name === "target") await page.locator("#ledger summary").first().click();
  await picture(page, `${name}-${variant}`);
  if (name === "invitation-broken") complaints.splice(0);
  const found = [...(await accessibilityProblems(page)), ...(await widthProblems(page)), ...complaints.splice(0)];
  return found.map((problem) => `${name}: ${problem}`);
}

/** The page of members with one of them opened. */
async function memberAddress(page) {
  await visit(page, ADMINISTRATION.members);
  return page.locator("#members tbody a.btn").first().getAttribute("href");
}

/** Makes the window as high as the page, so that no fixed bar lies over what is looked at. */
async function unroll(page) {
  const { width } = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
}

/** One address per kind of page, found by following links as a person would. */
async function findAddresses() {
  const tab = await openTab(browser, stack.url);
  const { page } = tab;
  await signIn(tab, login(stack, "service_manager", "Rheintal Maschinenbau GmbH"));
  const follow = async (from, selector) => {
    await visit(page, from);
    const href = await page.locator(selector).first().getAttribute("href");
    assert.ok(href, `${selector} on ${from}`);
    return href;
  };
  const contract = await follow("/contracts", 'main tbody th a:has-text("Betrieb Service Desk")');
  const cloud = await follow("/contracts", 'main tbody th a:has-text("DynamoDB")');
  const found = {
    today: "/",
    suppliers: "/suppliers",
    supplier: await follow("/suppliers", 'main tbody a[href^="/suppliers/"]'),
    "supplier-new": "/suppliers/new",
    "supplier-import": "/suppliers/import",
    "contract-import": "/contracts/import",
    services: "/services",
    service: await follow("/services", 'main tbody a[href^="/services/"]'),
    "service-new": "/services/new",
    calendars: "/calendars",
    calendar: await follow("/calendars", 'main tbody a[href^="/calendars/"]'),
    chains: "/chains",
    chain: await follow("/chains", 'main tbody a[href^="/contracts/"]'),
    deadlines: "/deadlines",
    search: "/search?q=Nord",
    templates: "/templates",
    template: await follow("/templates", 'main tbody a[href^="/templates/"]'),
    "contract-new": "/contracts/new",
    "contract-edit": `${contract}/edit`,
    contracts: "/contracts",
    "contracts-nothing-found": "/contracts?q=gibtesnicht",
    contract: `${contract}?period=2016-03`,
    "contract-cloud": `${cloud}?period=2025-10`,
    target: await follow(`${contract}?period=2016-03`, "#targets tbody th a"),
    "target-cloud": await follow(`${cloud}?period=2025-10`, "#targets tbody th a"),
    outages: "/outages",
    imports: "/imports",
    import: await follow("/imports", 'main a[href^="/imports/"]'),
    escalations: "/escalations",
    escalation: await follow("/escalations", 'main a[href^="/escalations/"]'),
    account: "/account",
    "second-factor-setup": "/account/second-factor",
  };
  await tab.close();
  return found;
}
