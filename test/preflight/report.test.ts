/** Reports: the JSON contract, the terminal, code frames, and the errors of failed programs. */
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Ajv } from "ajv";
import { Redactor } from "../../policy-pack/engine/redact";
import { alarmSnsActions } from "../../policy-pack/rules/cloudwatch/alarm-sns-actions";
import { exitCodeOf, jsonReport, summaryLine, terminalReport } from "../../preflight";
import { codeFrame } from "../../preflight/report/code-frame";
import { messageLines, positionsIn, withoutHeading } from "../../preflight/report/error-text";
import { hasLoggedError, programError } from "../../preflight/report/failure";
import { COLOURED, PLAIN, styleFor } from "../../preflight/report/style";
import { exempted, failure as sharedFailure, finding, result as shared } from "./results";
import { check, cleanUp, program, PROGRAMS, ROOT } from "./support";

afterAll(cleanUp);

const undecided = [
  { rule: finding.rule, urn: finding.urn, type: finding.type, name: finding.name, reason: "not known yet" },
];
const result = { ...shared, undecided };
const failure = { ...sharedFailure, undecided };

describe("the JSON report", () => {
  const schema = JSON.parse(readFileSync(path.join(ROOT, "docs", "json-report.schema.json"), "utf8")) as object;
  const ajv = new Ajv({ allErrors: true });
  /** The published schema lets new properties come; here each one has to be documented. */
  const isDocumented = ajv.compile(closed({ ...schema, $id: "closed" }) as object);
  const isValid = ajv.compile(schema);

  function closed(node: unknown): unknown {
    if (Array.isArray(node)) {
      return node.map(closed);
    }
    if (typeof node !== "object" || node === null) {
      return node;
    }
    const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
    return "properties" in copy && copy.type === "object" ? { ...copy, additionalProperties: false } : copy;
  }

  function expectValid(report: unknown): void {
    expect([isDocumented(report), isDocumented.errors]).toEqual([true, null]);
    expect(isValid(report)).toBe(true);
  }

  test("holds its contract: with findings, without, and failed", () => {
    expectValid(jsonReport(result));
    expectValid(jsonReport(failure));
    expectValid(jsonReport({ ...result, findings: [], exempted: [exempted] }));
    const endless = { ...exempted.exemption, owner: null, expires: null };
    expectValid(jsonReport({ ...result, exempted: [{ ...exempted, exemption: endless }] }));
    expectValid(
      jsonReport({ ...result, findings: [{ ...finding, location: null, property: "" }], undecided: [], notes: [] }),
    );
    expectValid(jsonReport({ ...failure, project: "", stack: "", rules: [], findings: [], resources: 0 }));
  });

  test("the schema is strict enough to notice a change", () => {
    const report = jsonReport(result);
    for (const [key] of Object.entries(report)) {
      expect(isValid({ ...report, [key]: undefined })).toBe(false);
    }
    expect(isValid({ ...report, version: 2 })).toBe(false);
    expect(isValid({ ...report, findings: [{ ...report.findings[0], level: "remediate" }] })).toBe(false);
    expect(
      isValid({ ...report, findings: [{ ...report.findings[0], location: { file: "", line: 0, column: 1 } }] }),
    ).toBe(false);
    expect(isDocumented({ ...report, more: 1 })).toBe(false);
    expect(isValid({ ...report, more: 1 })).toBe(true);
  });

  test("is what the contract's example shows, and nothing of the terminal's", () => {
    expect(jsonReport(result)).toEqual({
      version: 1,
      project: "shop",
      stack: "dev",
      resources: 3,
      rules: result.rules,
      findings: [
        {
          rule: "no-public-acl",
          level: "mandatory",
          severity: "high",
          urn: finding.urn,
          type: "aws:s3/bucket:Bucket",
          name: "logs",
          about: [finding.urn],
          property: "acl",
          message: "The ACL lets strangers in.",
          remediation: "Change it.",
          location: { file: "src/index.ts", line: 9, column: 3 },
        },
      ],
      exempted: [],
      remediated: [],
      undecided: result.undecided,
      notes: ["Mind the gap."],
      error: null,
    });
    expect(jsonReport(failure).error).toEqual({
      kind: "program",
      message: "Error: no\nway",
      hint: "Try again.",
      stack: failure.error?.stack,
    });
  });

  test("of real programs holds it too", async () => {
    const rules = [alarmSnsActions];
    expectValid(jsonReport(await check(path.join(PROGRAMS, "typescript"), { rules, unknownOutputs: true })));
    expectValid(jsonReport(await check(program({ "index.js": "throw new Error('x')" }), { rules })));
  });

  test("the example in the documentation holds it", () => {
    const page = readFileSync(path.join(ROOT, "docs", "json-report.md"), "utf8");
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expectValid(JSON.parse(example));
  });
});

describe("the terminal report", () => {
  test("names what is exempt, by reason", () => {
    const endless = { ...exempted.exemption, owner: null, expires: null };
    const other = { ...exempted, name: "more", property: "", exemption: endless };
    const text = terminalReport({ ...result, findings: [], exempted: [exempted, { ...exempted, name: "too" }, other] });
    expect(text).toContain("0 mandatory, 0 advisory, 1 undecided, 3 exempt\n");
    expect(text).toContain(`Exempt:
  - Public downloads. (until 2027-01-31, web team)
      no-public-acl: logs, \`acl\`
      no-public-acl: too, \`acl\`
  - Public downloads. (without an end)
      no-public-acl: more
`);
  });

  test("a finding, what is undecided, and the summary", () => {
    expect(terminalReport(result)).toBe(`src/index.ts:9:3  mandatory  high  no-public-acl
  Buckets are not public

     8 |
  >  9 |   new Bucket("logs", {
       |   ^
    10 |     acl: "public-read",

  What  logs (aws:s3/bucket:Bucket)
        \`acl\`: The ACL lets strangers in.
  Why   Because.
  Fix   Change it.
  More  https://example.com/no-public-acl.md

shop, stack dev: 3 resources, 1 mandatory, 0 advisory, 1 undecided
1 rule evaluated, 2 verdicts: no-public-acl (2). 1 rule found nothing to decide.
Undecided, neither passed nor failed:
  - no-public-acl: not known yet (logs)
Notes:
  - Mind the gap.
`);
  });

  test("a failure, with what the program printed", () => {
    expect(terminalReport({ ...failure, findings: [], undecided: [], notes: [], resources: 0 }))
      .toBe(`a.ts:1:2  the program failed
  Error: no
  way

  > 1 | throw x
      |  ^

  From  b.ts:3:4
  Fix   Try again.

The program printed:
  printed
`);
  });

  test("what one rule says of one resource stands together; others apart", () => {
    const second = { ...finding, property: "", message: "And more.", remediation: "Change that." };
    const other = { ...finding, urn: `${finding.urn}2`, name: "other", location: null, frame: [] };
    const text = terminalReport({ ...result, findings: [finding, second, other] });
    expect(text.match(/Buckets are not public/g)).toHaveLength(2);
    expect(text).toContain(
      "        `acl`: The ACL lets strangers in.\n        And more.\n  Why   Because.\n  Fix   Change it.\n  Fix   Change that.\n",
    );
    expect(text).toContain(
      "(no source position)  mandatory  high  no-public-acl\n  Buckets are not public\n  What  other",
    );
  });

  test("undecided ones are grouped by reason, and long lists end", () => {
    const undecided = ["a", "b", "c", "d", "e", "f", "g"].map((name) => ({
      ...finding,
      name,
      reason: "not known yet",
    }));
    expect(terminalReport({ ...result, undecided })).toContain(
      "  - no-public-acl: not known yet (a, b, c, d, e, and 2 more)\n",
    );
  });

  test("a clean program says what was evaluated, or that nothing was", () => {
    const clean = { ...result, findings: [], undecided: [], notes: [], output: "" };
    expect(terminalReport(clean)).toBe(
      "shop, stack dev: 3 resources, 0 mandatory, 0 advisory, 0 undecided\n" +
        "1 rule evaluated, 2 verdicts: no-public-acl (2). 1 rule found nothing to decide.\n",
    );
    const idle = result.rules.map((rule) => ({ ...rule, evaluated: 0 }));
    expect(terminalReport({ ...clean, rules: idle })).toContain("No rule had anything to evaluate (2 rules in all).");
    expect(summaryLine({ ...clean, project: "" })).toMatch(/^no project: /);
  });

  test("the program's output only when asked for", () => {
    expect(terminalReport(result)).not.toContain("printed");
    expect(terminalReport(result, { verbose: true })).toContain("The program printed:\n  printed\n");
  });

  test("colours on a terminal only, and not against NO_COLOR", () => {
    expect(styleFor({ isTTY: true }, {}, false)).toBe(COLOURED);
    expect(styleFor({ isTTY: true }, { NO_COLOR: "" }, false)).toBe(COLOURED);
    expect(styleFor({ isTTY: true }, { NO_COLOR: "1" }, false)).toBe(PLAIN);
    expect(styleFor({ isTTY: true }, {}, true)).toBe(PLAIN);
    expect(styleFor({ isTTY: true }, { TERM: "dumb" }, false)).toBe(PLAIN);
    expect(styleFor({}, {}, false)).toBe(PLAIN);
    const text = terminalReport(result, { style: COLOURED });
    expect(text).toContain("\u001b[31mmandatory  high\u001b[39m");
    // eslint-disable-next-line no-control-regex
    expect(text.replace(/\u001b\[\d+m/g, "")).toBe(terminalReport(result));
  });
});

test.each([
  ["mandatory", "mandatory", 1],
  ["advisory", "mandatory", 0],
  ["advisory", "advisory", 1],
  ["mandatory", "never", 0],
] as const)("an %s finding with --fail-on %s: %i", (level, failOn, code) => {
  expect(exitCodeOf({ error: null, findings: [{ ...finding, level }] }, failOn)).toBe(code);
  expect(exitCodeOf({ error: null, findings: [] }, failOn)).toBe(0);
  expect(exitCodeOf({ error: failure.error, findings: [] }, failOn)).toBe(2);
});

describe("with files", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), "preflight-report-")));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  const write = (name: string, text: string) => {
    writeFileSync(path.join(root, name), text);
    return path.join(root, name);
  };

  describe("a code frame", () => {
    const frame = (text: string, line: number, column: number, ...secrets: readonly string[]) =>
      codeFrame({ file: write("a.ts", text), line, column }, new Redactor(secrets)).map(
        ({ number, text: shown, caret }) => `${number}|${shown}${caret === undefined ? "" : `|${caret}`}`,
      );

    test("one line before, two after, as far as there are", () => {
      expect(frame("a\nb\nc\nd\ne\n", 2, 1)).toEqual(["1|a", "2|b|0", "3|c", "4|d"]);
      expect(frame("a\r\n\tb", 2, 2)).toEqual(["1|a", "2| b|1"]);
      expect(frame("a", 1, 1)).toEqual(["1|a|0"]);
    });

    test("nothing of a line or a file that is not there", () => {
      expect(frame("a", 5, 1)).toEqual([]);
      expect(codeFrame({ file: path.join(root, "none.ts"), line: 1, column: 1 }, new Redactor())).toEqual([]);
    });

    test("the caret moves with what is masked before it", () => {
      expect(frame(`f("a long secret", password, new Bucket("x"))`, 1, 30)).toEqual([
        `1|f("[secret]", password, new Bucket("[secret]"))|24`,
      ]);
      expect(frame(`const hunter2 = new Bucket()`, 1, 17, "hunter2")).toEqual(["1|const [secret] = new Bucket()|17"]);
    });

    test("a secret over several lines", () => {
      expect(
        frame("x = `first-line-of-it\nsecond-line-of-it`;\ny", 3, 1, "first-line-of-it\nsecond-line-of-it"),
      ).toEqual(["2|[secret]`;", "3|y|0"]);
    });

    test("long lines are cut around the position", () => {
      const [near = ""] = frame(`new X(${"a".repeat(300)})`, 1, 1);
      expect(near).toMatch(/^1\|new X\(a+…\|0$/);
      const [far = ""] = frame(`${"a".repeat(300)} new X()`, 1, 302);
      expect(far).toBe(`1|…${"a".repeat(59)} new X()|61`);
    });
  });

  test("of a failed program: message, own frames, hint", () => {
    const own = write("index.ts", "x");
    const end = { code: 32, signal: null, timedOut: false, stdout: "", stderr: "noise" };
    const context = { root, pwd: root, project: "shop", install: "npm install" };
    const message = [
      `Running program '${own}' failed with an unhandled exception:`,
      "\u001b[31m<ref *1> Error: no way\u001b[39m",
      `    at run (${own}:4:5)`,
      `    at Object.<anonymous> (${own}:9:1)`,
      `    at run (${own}:4:5)`,
      `    at Module._compile (node:internal/modules/cjs/loader:1:2)`,
      `    at x (${root}/node_modules/y/index.js:1:2) {`,
      `  request: { token: 'hunter2' },`,
      `  [cause]: TypeError: because`,
      `      at y (${own}:7:8) {`,
      `    code: 'X'`,
      `  }`,
      "}",
    ].join("\n");
    const log = [
      { severity: "warning", message: "careful" },
      { severity: "error", message },
      { severity: "error", message },
    ] as const;
    expect(programError(end, log, context)).toEqual({
      message: "Error: no way\n  [cause]: TypeError: because",
      hint: undefined,
      positions: [
        { file: own, line: 4, column: 5 },
        { file: own, line: 9, column: 1 },
        { file: own, line: 7, column: 8 },
      ],
    });
    expect(programError({ ...end, code: 0 }, log, context)).toBeUndefined();
    expect(programError(end, [], context)?.message).toBe("noise");
    expect([hasLoggedError(log), hasLoggedError([])]).toEqual([true, false]);
    const silent = { ...end, stderr: " \n" };
    expect(programError({ ...silent, code: 3 }, [], context)?.message).toBe(
      "The program ended with exit code 3, without saying why.",
    );
    const killed = { ...silent, code: null, signal: "SIGKILL" } as const;
    expect(programError(killed, [], context)?.message).toBe("The program was ended by signal SIGKILL.");
    const many = ["a", "b", "c", "d", "e"].map((text) => ({ severity: "error" as const, message: text }));
    expect(programError(end, many, context)?.message).toBe("a\n\nb\n\nc\n\n… and 2 more errors.");
  });

  test.each([
    ["JavaScript heap out of memory", /max-old-space-size/],
    ["Cannot find package 'x' imported from /a", /The package x is not installed: run `npm install`/],
    ["Cannot find module './lib'", undefined],
    ["Missing required configuration variable 'shop:size'", /--config size=VALUE/],
    ["Missing required configuration variable 'acme:token'", /--config acme:token=VALUE/],
    ["We failed to locate the entry point for your program: x", /main: index\.ts/],
    ["The Pulumi runtime detected that 1 promise was still active", /process\.exit/],
  ])("the hint for: %s", (stderr, hint) => {
    const end = { code: 1, signal: null, timedOut: false, stdout: "", stderr };
    const error = programError(end, [], { root, pwd: root, project: "shop", install: "npm install" });
    if (hint === undefined) {
      expect(error?.hint).toBeUndefined();
    } else {
      expect(error?.hint).toMatch(hint);
    }
  });
});

describe("error texts", () => {
  test("positions of compilers, of Node and of stack traces, innermost first", () => {
    const text = `src/a.ts(3,5): error TS1005: ';' expected.\n    at f (/app/b.js:1:2)`;
    expect(positionsIn(text, "/app")).toEqual([
      { file: "/app/src/a.ts", line: 3, column: 5 },
      { file: "/app/b.js", line: 1, column: 2 },
    ]);
    expect(positionsIn("file:///app/c%20d.js:2\nconst b = ;\n          ^\n\nSyntaxError: x", "/")).toEqual([
      { file: "/app/c d.js", line: 2, column: 11 },
    ]);
    expect(positionsIn("nothing here", "/")).toEqual([]);
  });

  test("the excerpt that Node quotes is left out: it may hold a secret", () => {
    const text = `/app/a.js:2\nconst password = "hunter2;\n                 ^^^^^^^^^\n\nSyntaxError: Invalid or unexpected token\n    at x (y:1:2)`;
    expect(messageLines(text)).toEqual(["SyntaxError: Invalid or unexpected token"]);
  });

  test("where a package was looked for is left out", () => {
    const text =
      "Error: Cannot find module 'x'\nRequire stack:\n- /app/a.js\n    at y (z:1:2) {\n  code: 'MODULE_NOT_FOUND'\n}";
    expect(messageLines(text)).toEqual(["Error: Cannot find module 'x'"]);
  });

  test("the SDK's heading goes", () => {
    expect(withoutHeading("Running program '/a' failed with an unhandled exception:\n<ref *1> Error: x")).toBe(
      "Error: x",
    );
    expect(withoutHeading("Error: x")).toBe("Error: x");
  });
});
