/** The report as a comment on a pull request. */
import { LONGEST_COMMENT, markdownReport } from "../../preflight/report/markdown";
import { linksFor, relativeLink } from "../../preflight/report/source-links";
import { exempted, failure, finding, HOSTILE, nothing, result } from "./results";

test("a finding, what is undecided, and notes", () => {
  expect(markdownReport(result)).toBe(`<!-- preflight shop/dev -->

### ❌ preflight: shop, stack dev

**1 mandatory, 0 advisory, 1 undecided**: 3 resources, 1 rule evaluated.

#### High

| Level | Rule | Resource | Where |
| --- | --- | --- | --- |
| mandatory | [\`no-public-acl\`](https://example.com/no-public-acl.md) | \`logs\` (\`aws.s3.Bucket\`) | [src/index.ts:9](src/index.ts#L9) |

<details>
<summary><code>no-public-acl</code>: Buckets are not public</summary>

Because.

- \`logs\` \`acl\`: The ACL lets strangers in.

**Fix:** Change it.

</details>

<details>
<summary>Undecided, neither passed nor failed (1)</summary>

- \`no-public-acl\`: not known yet (\`logs-2\`)

</details>

<details>
<summary>Notes (1)</summary>

- Mind the gap.

</details>
`);
});

test("a clean program, one with advice, a failed one, and none", () => {
  const clean = { ...result, findings: [], undecided: [], notes: [] };
  expect(markdownReport(clean)).toBe(
    "<!-- preflight shop/dev -->\n\n### ✅ preflight: shop, stack dev\n\n" +
      "**0 mandatory, 0 advisory, 0 undecided**: 3 resources, 1 rule evaluated.\n",
  );
  expect(markdownReport({ ...clean, findings: [{ ...finding, level: "advisory" }] })).toContain("### ⚠️ preflight");
  const failed = markdownReport(failure);
  expect(failed).toContain("**No verdict: the program failed.**");
  expect(failed).toContain(
    "```text\nError: no\nway\n```\n\n- [a.ts:1](a.ts#L1)\n- [b.ts:3](b.ts#L3)\n\n**Fix:** Try again.",
  );
  expect(markdownReport(nothing)).toContain("### ❌ preflight\n");
});

test("worst first, mandatory before advisory, explanations once for each rule", () => {
  const text = markdownReport({
    ...result,
    findings: [
      { ...finding, rule: "d", severity: "low", level: "advisory" },
      { ...finding, rule: "b", level: "advisory" },
      { ...finding, rule: "c", message: "One." },
      { ...finding, rule: "c", message: "Two.", remediation: "Other.", name: "more" },
      { ...finding, rule: "a", severity: "critical", location: null },
    ],
  });
  const rows = text.match(/^\| (mandatory|advisory) \| \[`\w`\]/gm)?.map((row) => row.slice(-3, -2));
  expect(rows).toEqual(["a", "c", "c", "b", "d"]);
  expect(text).toMatch(/#### Critical[^]*#### High[^]*#### Low/);
  expect(text.match(/<code>c<\/code>/g)).toHaveLength(1);
  expect(text).toContain("- `logs` `acl`: One.\n- `more` `acl`: Two.\n\n**Fix:**\n\n- Change it.\n- Other.\n");
});

describe("a program's text", () => {
  const text = markdownReport({
    ...failure,
    project: HOSTILE,
    findings: [{ ...finding, name: HOSTILE, property: HOSTILE, message: HOSTILE, remediation: HOSTILE }],
    undecided: [{ ...finding, reason: HOSTILE }],
    notes: [HOSTILE, "a `code | with` bar and ` a lonely tick"],
  });
  /** Without code, where everything is shown as it stands. */
  const prose = text.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, "CODE");

  test("makes no HTML, mention, number of an issue, link or image", () => {
    expect(prose).not.toMatch(/<script|<\/failure/);
    expect(prose).not.toMatch(/@octocat|#12/);
    expect(prose).not.toMatch(/!\[x\]|\]\(https:\/\/evil|https:\/\/evil|www\.evil/);
    expect(prose).toContain("@<!-- -->octocat");
  });

  test("leaves the table whole", () => {
    const [row = ""] = /^\| mandatory .*$/m.exec(text) ?? [];
    expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
    expect(text).toContain("- a `code \\| with` bar and \\` a lonely tick");
  });

  test("ends neither the marker nor turns the direction", () => {
    const [marker = ""] = text.split("\n");
    expect(marker).toMatch(/^<!-- [^>]* -->$/);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0008\u001B\u202E]/);
  });
});

describe("never longer than a comment may be", () => {
  const many = (count: number, more: Partial<typeof finding> = {}) =>
    Array.from({ length: count }, (_, index) => ({
      ...finding,
      rule: `rule-${index % 150}`,
      urn: `${finding.urn}-${index}`,
      name: `bucket-${index}`,
      severity: index % 3 === 0 ? ("critical" as const) : ("low" as const),
      ...more,
    }));

  test.each([
    ["many findings", { ...result, findings: many(2_000) }],
    [
      "long messages",
      { ...result, findings: many(40, { message: "ü".repeat(30_000), remediation: "x".repeat(30_000) }) },
    ],
    ["long names", { ...result, findings: many(300, { name: "😀".repeat(2_000), rule: "r" }) }],
    [
      "much that is undecided, many notes, a long error",
      {
        ...failure,
        error: {
          kind: "program" as const,
          message: "é".repeat(100_000),
          hint: "y".repeat(9_000),
          stack: [],
          frame: [],
        },
        findings: many(500),
        undecided: many(900).map((each, index) => ({ ...each, reason: `${"z".repeat(5_000)}${index}` })),
        notes: Array.from({ length: 500 }, () => "n".repeat(3_000)),
      },
    ],
  ])("%s", (_, of) => {
    const text = markdownReport(of);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(Buffer.from(text).toString()).toBe(text);
  });

  test("what is left out is the least severe, and is counted", () => {
    const findings = many(2_000);
    const text = markdownReport({ ...result, findings });
    const shown = text.match(/^\| mandatory /gm)?.length ?? 0;
    const note =
      /\*\*Cut:\*\* a comment holds 65,536 characters, so (\d+) findings and the explanations of (\d+) rules/.exec(
        text,
      );
    expect(shown + Number(note?.[1])).toBe(2_000);
    expect(Number(note?.[2])).toBeGreaterThan(0);
    expect(text).not.toContain("#### Low");
    expect(markdownReport(result)).not.toContain("Cut");
  });
});

describe("links", () => {
  const github = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "acme/shop", GITHUB_SHA: "abc" };
  test.each([
    ["relative by default", {}, "a%20b/%28x%29.ts#L3"],
    ["to the commit in a job of GitHub", github, "https://github.com/acme/shop/blob/abc/a%20b/%28x%29.ts#L3"],
    [
      "to the commit in a job of GitLab",
      { CI_PROJECT_URL: "https://gitlab.com/acme/shop", CI_COMMIT_SHA: "abc" },
      "https://gitlab.com/acme/shop/-/blob/abc/a%20b/%28x%29.ts#L3",
    ],
    ["nowhere else", { ...github, GITHUB_SERVER_URL: "javascript:alert(1)//" }, "a%20b/%28x%29.ts#L3"],
    ["nor with half of it", { ...github, GITHUB_SHA: "" }, "a%20b/%28x%29.ts#L3"],
  ])("%s", (_, environment, expected) => {
    expect(linksFor(environment)("a b/(x).ts", 3)).toBe(expected);
  });

  test("a file above the working directory has no address", () => {
    expect(linksFor(github)("../x.ts", 1)).toBe(relativeLink("../x.ts", 1));
  });
});

test("what is exempt is listed with its reason, owner and last day", () => {
  const text = markdownReport({ ...result, findings: [], exempted: [exempted] });
  expect(text).toContain("<summary>Exempt, and why (1)</summary>");
  expect(text).toContain("- Public downloads. (web team, until 2027-01-31): `no-public-acl` of `logs`");
  expect(markdownReport(result)).not.toContain("Exempt");
});
