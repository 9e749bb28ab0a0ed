// A real browser, with an eye on everything it complains about.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

import { TESTS } from "./stack.mjs";

const ARTEFACTS = join(TESTS, "artefacts");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** WCAG 2.2 AA and below, which the product promises. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const CHROMIUM = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Chromium notes every form that the server refuses. That is what the journey wanted, not an error of the page. */
const REFUSED_FORM = /the server responded with a status of (409|422)/;

/** The two widths every page is looked at in: a desk and a phone. */
export const WIDTHS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

/** Starts the machine's Chromium. */
export async function launch() {
  const executablePath = CHROMIUM.find((file) => file && existsSync(file));
  if (!executablePath) throw new Error("Chromium is missing: `cargo xtask test` installs it");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Opens a fresh profile with one tab. Every console message, uncaught error and failed request is kept in
 * `tab.complaints`; `expectQuiet` fails on them.
 */
export async function openTab(browser, url, { language = "de", theme = "light", width = "desk", script = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: WIDTHS[width],
    javaScriptEnabled: script,
    locale: language === "de" ? "de-DE" : "en-GB",
    timezoneId: "Europe/Berlin",
    // Animations would make pictures and contrast checks depend on the moment.
    reducedMotion: "reduce",
  });
  await context.addCookies([
    { name: "tw_lang", value: language, url },
    { name: "tw_theme", value: theme, url },
  ]);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => {
    if (!REFUSED_FORM.test(message.text())) complaints.push(`console.${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // A request is aborted whenever its page is left, and downloads are by design.
    if (reason !== "net::ERR_ABORTED") complaints.push(`request: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`answer: ${response.url()} ${response.status()}`);
  });
  return { page, context, complaints, close: () => context.close() };
}

/** Signs in through the form, as a person does. */
export async function signIn(tab, { email, password }) {
  const { page } = tab;
  await page.goto("/login");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("form:has(input[name=password]) button").click();
  await page.waitForURL((address) => address.pathname !== "/login");
}

/** Opens an address and waits until the browser has taken over what the server rendered. */
export async function visit(page, address) {
  await page.goto(address, { waitUntil: "networkidle" });
}

/** Fails when the browser has complained about anything since the tab was opened. */
export function expectQuiet(tab) {
  assert.deepEqual(tab.complaints, []);
}

/** What axe-core objects to on the page as it is now. */
export async function accessibilityProblems(page) {
  // In the page's main world, past its content security policy, which rightly forbids foreign scripts.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: AXE });
  await session.detach();
  return page.evaluate(async (tags) => {
    const result = await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }, AXE_TAGS);
}

/** By how much the page has to be scrolled sideways, and the innermost elements that stick out. */
export function widthProblems(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const outside = [...document.querySelectorAll("body *")]
      .filter((node) => !node.firstElementChild && node.getBoundingClientRect().right > width + 1)
      .map((node) => `<${node.tagName.toLowerCase()} class="${node.getAttribute("class") ?? ""}">`);
    return [`${document.documentElement.scrollWidth} px wide in ${width} px: ${outside.slice(0, 5).join(" ")}`];
  });
}

/** Keeps a picture of the whole page in `tests/artefacts/`. */
export async function picture(page, name) {
  mkdirSync(ARTEFACTS, { recursive: true });
  await page.screenshot({ path: join(ARTEFACTS, `${name}.png`), fullPage: true });
}

/** The page's visible text, with the non-breaking spaces of numbers and dates made plain. */
export async function text(page, selector = "main") {
  const visible = await page.locator(selector).innerText();
  return visible.replace(/[\u00a0\u202f]/g, " ");
}
