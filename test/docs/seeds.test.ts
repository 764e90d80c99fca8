/** Every item of the seeds has an answer, and what `docs/seeds.md` names is there. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { rules } from "../../policy-pack/rules";
import { seedItems, WITHOUT_RULE } from "../../tools/seed-items";
import { ROOT } from "../support/programs";

/** How many items each of the five analyses has. */
const ITEMS = [6, 10, 12, 10, 10];
const ids = ITEMS.flatMap((count, seed) => Array.from({ length: count }, (_, index) => `S${seed}-${index + 1}`));

test("the items are those of the five analyses, in order", () => {
  expect(seedItems.map(({ id }) => id)).toEqual(ids);
});

test.each(seedItems)("$id is answered by files of the reference stack and tests that exist", (item) => {
  expect(item.referenceStack).not.toEqual([]);
  expect(item.tests).not.toEqual([]);
  const files = [...item.referenceStack.map((file) => `reference-stack/${file}`), ...item.tests];
  expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test("every item is answered by a rule, but those that say why not", () => {
  const answered = new Set(rules.flatMap((rule) => rule.seeds));
  const open = ids.filter((id) => !answered.has(id));
  expect(open).toEqual(WITHOUT_RULE);
  expect(seedItems.filter(({ id, remark }) => WITHOUT_RULE.includes(id) && remark === undefined)).toEqual([]);
});

test("rules answer only items there are", () => {
  const unknown = rules.flatMap((rule) => rule.seeds.filter((seed) => seed !== "F" && !ids.includes(seed)));
  expect(unknown).toEqual([]);
});

test("the page has a row for every item, and every link leads somewhere", () => {
  const page = readFileSync(path.join(ROOT, "docs", "seeds.md"), "utf8");
  const rows = [...page.matchAll(/^\| (S\d-\d+) +\|(.*)\|$/gm)];
  expect(rows.map(([, id]) => id)).toEqual(ids);
  expect(rows.filter(([, , cells = ""]) => cells.split("|").some((cell) => cell.trim() === ""))).toEqual([]);
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => path.join(ROOT, "docs", link));
  expect(links.filter((link) => !existsSync(link))).toEqual([]);
});
