/** The JUnit report, read back with a strict XML parser. */
import { SaxesParser } from "saxes";
import type { CheckResult, FailOn } from "../../preflight";
import { junitReport } from "../../preflight/report/junit";
import { exempted, failure, finding, HOSTILE, nothing, result } from "./results";
import { check, cleanUp, program } from "./support";

afterAll(cleanUp);

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** @throws where the document is not well-formed. */
function parse(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last !== undefined) {
      last.text += text;
    }
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return root.children[0] ?? root;
}

/** Suites, their numbers held against what is in them. */
function read(of: CheckResult, failOn: FailOn = "mandatory"): readonly Element[] {
  const document = parse(junitReport(of, { failOn }));
  expect(document.name).toBe("testsuites");
  for (const element of [document, ...document.children]) {
    const cases = element === document ? document.children.flatMap(({ children }) => children) : element.children;
    const count = (name: string) => cases.filter(({ children }) => children[0]?.name === name).length;
    const { tests, failures, errors, skipped } = element.attributes;
    expect([tests, failures, errors, skipped].map(Number)).toEqual([
      ...[cases.length, count("failure"), count("error"), count("skipped")],
    ]);
  }
  return document.children;
}

const cases = (of: CheckResult, failOn?: FailOn) =>
  read(of, failOn)
    .slice(1)
    .flatMap(({ children }) => children);

/** Name and what is in it. */
const outcomes = (of: CheckResult, failOn?: FailOn) =>
  cases(of, failOn).map(({ attributes, children }) => `${attributes.name ?? ""}: ${children[0]?.name ?? "passed"}`);

test("a suite per rule, a test per resource", () => {
  const suites = read(result);
  expect(suites.map(({ attributes }) => attributes.name)).toEqual(["the program runs to its end", "no-public-acl"]);
  expect(outcomes(result)).toEqual([
    "logs (aws:s3/bucket:Bucket): failure",
    "logs-2 (aws:s3/bucket:Bucket): skipped",
    "logs-3 (aws:s3/bucket:Bucket): passed",
  ]);
  const [failed, open] = cases(result);
  expect(failed?.attributes).toEqual({
    name: "logs (aws:s3/bucket:Bucket)",
    classname: "shop.dev.no-public-acl",
    time: "0",
    file: "src/index.ts",
    line: "9",
  });
  expect(failed?.children[0]?.attributes).toEqual({ message: "The ACL lets strangers in.", type: "high" });
  expect(failed?.children[0]?.text).toBe(
    "src/index.ts:9:3  mandatory  high\nBuckets are not public: logs (aws:s3/bucket:Bucket)\n" +
      "`acl`: The ACL lets strangers in.\nWhy: Because.\nFix: Change it.\nMore: https://example.com/no-public-acl.md",
  );
  expect(open?.children[0]?.attributes.message).toBe("undecided: not known yet");
});

test("failures are what makes the check fail; the rest is skipped, with its message", () => {
  const advisory = { ...result, findings: [{ ...finding, level: "advisory" as const }] };
  expect(outcomes(advisory)[0]).toMatch(/skipped$/);
  expect(cases(advisory)[0]?.children[0]?.attributes.message).toBe("advisory: The ACL lets strangers in.");
  expect(outcomes(advisory, "advisory")[0]).toMatch(/failure$/);
  expect(outcomes(result, "never")[0]).toMatch(/skipped$/);
});

test("what one rule says of one resource is one test, and fails if one of it does", () => {
  const more = { ...finding, level: "advisory" as const, message: "And more.", location: null };
  const [failed, ...others] = cases({ ...result, findings: [more, finding], undecided: [], complied: [] });
  expect(others).toEqual([]);
  expect(failed?.children).toHaveLength(1);
  expect(failed?.children[0]?.attributes.message).toBe("Buckets are not public (2 findings)");
  expect(failed?.children[0]?.text).toMatch(/The ACL lets strangers in[^]*/);
  expect(failed?.children[0]?.text).toContain("And more.");
  expect(failed?.attributes.line).toBe("9");
});

test("resources of one name under two parents are two tests", () => {
  const child = (parent: string) => ({
    ...finding,
    urn: `urn:pulumi:dev::shop::kit:index:${parent}$aws:s3/bucket:Bucket::logs`,
  });
  expect(outcomes({ ...result, findings: [child("A"), child("B")], undecided: [], complied: [] })).toEqual([
    "logs (kit:index:A$aws:s3/bucket:Bucket): failure",
    "logs (kit:index:B$aws:s3/bucket:Bucket): failure",
  ]);
});

test("a program that failed is an error", () => {
  const [first] = read(failure);
  expect(first?.children[0]?.children[0]).toMatchObject({
    name: "error",
    attributes: { message: "the program failed", type: "program" },
    text: "Error: no\nway\na.ts:1:2\nb.ts:3:4\nFix: Try again.",
  });
  const [only, ...none] = read(nothing);
  expect(only?.children[0]?.attributes.classname).toBe("no project.program");
  expect(none).toEqual([]);
});

test("any text is escaped, and what XML cannot hold is replaced", () => {
  const hostile = {
    ...finding,
    name: HOSTILE,
    urn: HOSTILE,
    message: HOSTILE,
    location: { file: HOSTILE, line: 1, column: 1 },
  };
  const open = { ...hostile, reason: HOSTILE, urn: `${HOSTILE}2` };
  const of = { ...result, project: HOSTILE, stack: HOSTILE, findings: [hostile], undecided: [open], complied: [] };
  const shown = HOSTILE.replace(/[\u0000\u001B\uFFFE\u202E]|\uD800/g, "\uFFFD"); // eslint-disable-line no-control-regex
  const [failed] = cases(of);
  expect(failed?.attributes.name).toBe(`${shown} (aws:s3/bucket:Bucket)`);
  expect(failed?.children[0]?.attributes.message).toBe(shown);
  expect(failed?.children[0]?.text).toContain(shown);
  expect(junitReport(of, { failOn: "mandatory" })).not.toMatch(/<script|\u001B/); // eslint-disable-line no-control-regex
});

test("of a real program", async () => {
  const source = `const { Bucket } = require("./kit"); new Bucket("a", { acl: "public-read" }); new Bucket("b", { acl: "private" });`;
  expect(outcomes(await check(program({ "index.js": source })))).toEqual([
    "a (aws:s3/bucket:Bucket): skipped",
    "b (aws:s3/bucket:Bucket): skipped",
    "a (aws:s3/bucket:Bucket): failure",
    "b (aws:s3/bucket:Bucket): passed",
  ]);
});

test("what is exempt is skipped, with its reason", () => {
  const report = junitReport({ ...result, findings: [], undecided: [], exempted: [exempted] }, { failOn: "mandatory" });
  expect(report).toContain('<skipped message="exempt: Public downloads."');
  expect(report).not.toContain("<failure");
});
