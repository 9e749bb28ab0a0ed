// What the product says, from its own catalogues, so that every journey can be made in both languages.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { TESTS } from "./stack.mjs";

/** The catalogue of a language: `words("de").nav.today` is `Heute`. */
export function words(language) {
  return JSON.parse(readFileSync(join(TESTS, `../app/locales/${language}.json`), "utf8"));
}

/** Fills the gaps of a text: `fill("{count} Tage", { count: 3 })`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** How the two languages write the figures of the demo that are known in advance. */
export const FIGURES = {
  de: {
    march: "März 2016",
    ticketShare: "60,0 %",
    ticketCount: "513 von 854",
    ticketDue: "02.03.2016, 12:00 Uhr",
    ticketTime: "3:29 Std.",
    dynamoExact: "99,6147 %",
    dynamoCredit: "1.240 €",
    dynamoClaimBy: "31.12.2025",
  },
  en: {
    march: "March 2016",
    ticketShare: "60.0%",
    ticketCount: "513 of 854",
    ticketDue: "2 Mar 2016, 12:00",
    ticketTime: "3:29 h",
    dynamoExact: "99.6147%",
    dynamoCredit: "€1,240",
    dynamoClaimBy: "31 Dec 2025",
  },
};
