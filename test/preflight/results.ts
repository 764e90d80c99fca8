/** A result of every kind, for the tests of reports. */
import { defineRule } from "../../policy-pack/engine/rule";
import type { CheckResult, ReportedExemption, ReportedFinding } from "../../preflight";

export const finding: ReportedFinding = {
  rule: "no-public-acl",
  level: "mandatory",
  severity: "high",
  urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs",
  type: "aws:s3/bucket:Bucket",
  name: "logs",
  title: "Buckets are not public",
  about: ["urn:pulumi:dev::shop::aws:s3/bucket:Bucket::logs"],
  property: "acl",
  message: "The ACL lets strangers in.",
  rationale: "Because.",
  remediation: "Change it.",
  page: "https://example.com/no-public-acl.md",
  location: { file: "src/index.ts", line: 9, column: 3 },
  frame: [
    { number: 8, text: "" },
    { number: 9, text: `  new Bucket("logs", {`, caret: 2 },
    { number: 10, text: `    acl: "public-read",` },
  ],
};

const other = { urn: `${finding.urn}-2`, type: finding.type, name: "logs-2" };

export const result: CheckResult = {
  project: "shop",
  stack: "dev",
  projectFile: "infra/Pulumi.yaml",
  resources: 3,
  rules: [
    { id: "no-public-acl", level: "mandatory", evaluated: 2, notApplicable: 0, undecided: 1 },
    { id: "bucket-has-policy", level: "disabled", evaluated: 0, notApplicable: 0, undecided: 0 },
  ],
  findings: [finding],
  exempted: [],
  remediated: [],
  undecided: [{ rule: "no-public-acl", ...other, reason: "not known yet" }],
  complied: [{ rule: "no-public-acl", ...other, urn: `${finding.urn}-3`, name: "logs-3" }],
  notes: ["Mind the gap."],
  error: null,
  output: "printed\n",
};

/** One finding that somebody waved through. */
export const exempted: ReportedExemption = {
  ...finding,
  exemption: { reason: "Public downloads.", owner: "web team", expires: "2027-01-31", source: "exemptions[0]" },
};

export const failure: CheckResult = {
  ...result,
  error: {
    kind: "program",
    message: "Error: no\nway",
    hint: "Try again.",
    stack: [
      { file: "a.ts", line: 1, column: 2 },
      { file: "b.ts", line: 3, column: 4 },
    ],
    frame: [{ number: 1, text: "throw x", caret: 1 }],
  },
};

/** Input that did not get as far as a project. */
export const nothing: CheckResult = {
  project: "",
  stack: "",
  projectFile: null,
  resources: 0,
  rules: [],
  findings: [],
  exempted: [],
  remediated: [],
  undecided: [],
  complied: [],
  notes: [],
  error: { kind: "input", message: "There is no Pulumi.yaml in x.", hint: null, stack: [], frame: [] },
  output: "",
};

const common = {
  rationale: "Because it matters.",
  remediation: "Change it.",
  scope: "resource",
  severity: "high",
  enforcement: "mandatory",
  seeds: [],
  targets: ["aws:s3/bucket:Bucket"],
  check: () => [],
} as const;

/** What the result above is of. */
export const RULES = [
  defineRule({
    ...common,
    id: "no-public-acl",
    title: "Buckets are not public",
    url: "https://example.com/docs/rules/no-public-acl.md",
    family: "guard",
    frameworks: [{ name: "CIS", version: "1", reference: "2.3", specification: "No public buckets" }],
  }),
  defineRule({ ...common, id: "bucket-has-policy", title: "Policies", family: "convention", frameworks: [] }),
];

/** A text that means something in every one of the languages that reports are written in. */
export const HOSTILE =
  "\u0000\u001B[31m</failure>]]><script>&amp; \"'`|`a|b`\n# @octocat #12 ![x](https://evil.example/y) <!-- --> " +
  "{0} [a](1) \uD800\uFFFE\u202E www.evil.example";
