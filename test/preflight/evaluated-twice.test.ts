/** The same program, evaluated twice: with another clock and other random numbers. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { inputsDeterministic } from "../../policy-pack/rules/program/inputs-deterministic";
import { namesDeterministic } from "../../policy-pack/rules/program/names-deterministic";
import { s3NoTimestampedNames } from "../../policy-pack/rules/s3/s3-no-timestamped-names";
import type { CheckOptions } from "../../preflight";
import { check, cleanUp, program } from "./support";

afterAll(cleanUp);

const RULES = [inputsDeterministic, namesDeterministic];
const run = (files: Readonly<Record<string, string>>, options: CheckOptions = {}) =>
  check(program(files), { rules: RULES, ...options });
const javascript = (body: string) => ({ "index.js": `const { pulumi, Bucket, Topic } = require("./kit");\n${body}` });

test("finds the clock and chance, whatever a program makes of them, at the line that does", async () => {
  const result = await run(
    javascript(`
const crypto = require("node:crypto");
new Bucket("a", { bucket: "a-" + Date.now().toString(36) });
new Bucket("b", { bucket: "b-" + crypto.randomUUID() });
new Bucket("c", { bucket: "c-" + (Math.random() < 0.5 ? "left" : "right") });
new Bucket("d", { bucket: "d-" + crypto.randomInt(2) });
new Bucket("e", { bucket: "e-" + new Date().getFullYear() });
new Bucket("f", { bucket: "f-" + crypto.randomBytes(6).toString("hex") });
new Bucket("g", { bucket: "g-" + Date().slice(0, 15).replace(/ /g, "-").toLowerCase() });
new Bucket("h", { bucket: "h-" + globalThis.crypto.getRandomValues(new Uint32Array(1))[0] });
new Bucket("i" + Math.floor(Math.random() * 10));
new Topic("j", { tags: { at: new Date().toISOString() } });
`),
  );
  expect(result.error).toBeNull();
  expect(result.findings.map(({ rule, location, property }) => `${location?.line} ${rule} ${property}`)).toEqual([
    ...[4, 5, 6, 7, 8, 9, 10, 11].map((line) => `${line} names-deterministic bucket`),
    "12 names-deterministic ",
    "13 inputs-deterministic tags.at",
  ]);
  expect(result.rules.map(({ id, evaluated }) => [id, evaluated])).toEqual([
    ["inputs-deterministic", 1],
    ["names-deterministic", 1],
  ]);
});

test("finds them in an ES module, which imports them by name", async () => {
  const result = await run({
    "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.mjs\n",
    "index.mjs": `
import { randomInt } from "node:crypto";
import kit from "./kit.js";
export const bucket = new kit.Bucket("a", { bucket: "a-" + randomInt(3) });
`,
  });
  expect(result.error).toBeNull();
  expect(result.findings.map(({ rule, property }) => `${rule} ${property}`)).toEqual(["names-deterministic bucket"]);
});

test("says nothing of a program that keeps to what it is given; its clock is a clock", async () => {
  const result = await run(
    javascript(`
const assert = require("node:assert");
class Day extends Date {}
assert(new Date() instanceof Date && new Day() instanceof Date && new Day() instanceof Day);
assert.equal(new Date(0).getTime(), 0);
assert.equal(new Date(2020, 1, 2).getFullYear(), 2020);
assert.equal(Date.UTC(2020, 0), Date.parse("2020-01-01T00:00:00Z"));
assert(Math.abs(new Date() - Date.now()) < 1000 && Math.abs(new Day() - Date.now()) < 1000);
assert(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
assert.equal(typeof Date(), "string");
assert.equal(new Date().constructor, Date);
const drawn = Array.from({ length: 1000 }, Math.random);
assert(drawn.every((each) => each >= 0 && each < 1) && new Set(drawn).size > 990);
require("node:crypto").randomInt(5, 6, (error, value) => assert.deepEqual([error, value], [null, 5]));
const logs = new Bucket("logs");
new Topic("alerts", { name: pulumi.interpolate\`\${logs.bucket}-alerts\` });
`),
  );
  expect(result.error).toBeNull();
  expect(result.findings).toEqual([]);
});

test("evaluates once on request, and where no rule needs more", async () => {
  const body = javascript(`
require("node:fs").appendFileSync(__dirname + "/runs", "x");
new Bucket("a", { bucket: "a-" + Math.random() });
`);
  for (const options of [{ once: true }, { rules: [s3NoTimestampedNames] }]) {
    const directory = program(body);
    const result = await check(directory, { rules: RULES, ...options });
    expect(result.findings).toEqual([]);
    expect(readFileSync(path.join(directory, "runs"), "utf8")).toBe("x");
  }
});

describe("a name that another rule reports", () => {
  const body = javascript(`new Bucket("a", { bucket: "a-" + Date.now() });\nnew Bucket("b-" + Date.now());`);
  const rules = [...RULES, s3NoTimestampedNames];
  const found = async (files: Readonly<Record<string, string>>, options: CheckOptions = {}) =>
    (await run({ ...body, ...files }, { rules, ...options })).findings.map(({ rule, location }) => [
      location?.line,
      rule,
    ]);

  test("is not reported twice", async () => {
    expect(await found({})).toEqual([
      [2, "s3-no-timestamped-names"],
      [3, "s3-no-timestamped-names"],
    ]);
  });

  test("is reported by the one of the stronger level", async () => {
    const files = { "pack.json": JSON.stringify({ "s3-no-timestamped-names": "advisory" }) };
    expect(await found(files, { packConfigFile: "pack.json" })).toEqual([
      [2, "names-deterministic"],
      [3, "names-deterministic"],
    ]);
  });
});

test("a program that fails is evaluated once more, alone, and keeps its error", async () => {
  const directory = program(
    javascript(`
require("node:fs").appendFileSync(__dirname + "/runs", "x");
new Bucket("a", { bucket: "a-" + Math.random() });
throw new Error("no such luck");
`),
  );
  const result = await check(directory, { rules: RULES });
  expect(result.error?.message).toContain("no such luck");
  expect(result.findings).toEqual([]);
  expect(readFileSync(path.join(directory, "runs"), "utf8")).toBe("xxx");
});

test("a program that only fails beside another one is fine", async () => {
  const directory = program(
    javascript(`
const fs = require("node:fs");
new Bucket("a");
fs.mkdirSync(__dirname + "/dist"); // fails while the other evaluation has it
setTimeout(() => fs.rmdirSync(__dirname + "/dist"), 1500);
`),
  );
  const result = await check(directory, { rules: RULES });
  expect(result.error).toBeNull();
  expect(existsSync(path.join(directory, "dist"))).toBe(false);
});

test("where the second evaluation fails, the rules cannot tell", async () => {
  const result = await run(
    javascript(`
const written = require("node:fs").statSync(__filename).mtimeMs;
if (Date.now() > written + 24 * 60 * 60 * 1000) throw new Error("expired");
new Bucket("a");
`),
  );
  expect(result.error).toBeNull();
  expect(result.findings).toEqual([]);
  expect(result.undecided.map(({ rule, reason }) => `${rule}: ${reason}`)).toEqual([
    expect.stringContaining("inputs-deterministic: a second evaluation of the program"),
    expect.stringContaining("names-deterministic: a second evaluation of the program"),
  ]);
});

test("nobody waits for a second evaluation that does not end", async () => {
  const start = performance.now();
  const result = await run(
    javascript(`
const written = require("node:fs").statSync(__filename).mtimeMs;
if (Date.now() > written + 24 * 60 * 60 * 1000) setInterval(() => {}, 1000);
new Bucket("a");
`),
  );
  expect(result.error).toBeNull();
  expect(result.undecided.map(({ rule }) => rule)).toEqual(["inputs-deterministic", "names-deterministic"]);
  expect(performance.now() - start).toBeLessThan(40_000);
});
