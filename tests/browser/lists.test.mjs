// Lists that people keep, take along, and fill from tables.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

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

const TENANT = "Rheintal Maschinenbau GmbH";

let stack;
let browser;

before(async () => {
  [stack, browser] = await Promise.all([startStack(), launch()]);
});

after(async () => {
  await browser?.close();
  await stack?.stop();
});

for (const [role, language, width] of [["auditor", "de", "desk"], ["viewer", "en", "phone"]]) {
  test(`a view is kept, found again and forgotten, ${role}, ${language}, ${width}`, async () => {
    const say = words(language);
    const tab = await openTab(browser, stack.url, { language, width });
    const { page } = tab;
    await signIn(tab, login(stack, role, TENANT));
    await visit(page, "/contracts?kind=uc");
    await page.getByText(say.list.keep, { exact: true }).click();
    await page.getByLabel(say.list.keep_name).fill("Alle UC");
    await picture(page, `saved-view-${language}`);
    assert.deepEqual([...(await accessibilityProblems(page)), ...(await widthProblems(page))], []);
    await page.getByRole("button", { name: say.list.keep_button, exact: true }).click();
    await page.getByRole("link", { name: "Alle UC" }).waitFor();
    await visit(page, "/contracts");
    await page.getByRole("link", { name: "Alle UC" }).click();
    await page.waitForURL(/kind=uc/);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /^XLSX/ }).click(),
    ]);
    assert.match(file.suggestedFilename(), /\.xlsx$/);
    await page.getByText(say.list.keep, { exact: true }).click();
    await page.getByRole("button", { name: new RegExp("Alle UC") }).click();
    await page.getByRole("link", { name: "Alle UC" }).waitFor({ state: "detached" });
    expectQuiet(tab);
    await tab.close();
  });
}

for (const [language, script] of [["de", true], ["en", false]]) {
  test(`suppliers are taken over from a table, ${language}, ${script ? "with" : "without"} a script`, async () => {
    const say = words(language);
    const tab = await openTab(browser, stack.url, { language, script });
    const { page } = tab;
    await signIn(tab, login(stack, "service_manager", TENANT));
    await visit(page, "/suppliers");
    await page.getByRole("link", { name: say.intake.open }).click();
    await page.getByRole("heading", { level: 1, name: say.intake.title_suppliers }).waitFor();
    const name = `Tafelwerk ${language} GmbH`;
    await page.setInputFiles("#file", {
      name: "lieferanten.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`Name;Art;Land\n${name};MSP;Deutschland\nSonderbar AG;Zauberer;\n`),
    });
    await picture(page, `intake-upload-${language}`);
    await page.getByRole("button", { name: say.intake.preview }).click();
    await page.waitForURL(/\/intakes\//);
    assert.match(await text(page, "#rows"), /Sonderbar AG/);
    await picture(page, `intake-preview-${language}`);
    if (script) {
      assert.deepEqual([...(await accessibilityProblems(page)), ...(await widthProblems(page))], []);
    }
    await page.getByRole("button", { name: say.intake.confirm.one.replace("{count}", "1") }).click();
    await page.waitForURL(/\/suppliers\?done=taken_over/);
    assert.match(await text(page, "#suppliers"), new RegExp(name));
    if (script) {
      expectQuiet(tab);
    }
    await tab.close();
  });
}
