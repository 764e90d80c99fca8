import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { HOMEPAGE } from "../../policy-pack/engine/links";
import { rules } from "../../policy-pack/rules";
import { mistakesIn, previousTag, type Release } from "../../tools/release/check";
import { changes, contractOf, type Contract, type RuleContract } from "../../tools/release/contract";
import { ROOT } from "../support/programs";

const guard: RuleContract = {
  family: "guard",
  severity: "high",
  levels: { recommended: "advisory", baseline: "advisory" },
  neverExempt: false,
  remediates: false,
  settings: { days: { type: "integer", default: 7, minimum: 1 } },
};
const stopping: RuleContract = { ...guard, levels: { ...guard.levels, recommended: "mandatory" } };
const blocker: RuleContract = {
  ...guard,
  family: "blocker",
  levels: { recommended: "mandatory", baseline: "mandatory" },
};

describe("changes of the contract", () => {
  const cases: readonly (readonly [string, Contract, Contract, readonly string[]])[] = [
    ["nothing", { a: guard }, { a: guard }, []],
    [
      "a setting spelled in another order",
      { a: guard },
      { a: { ...guard, settings: { days: { minimum: 1, default: 7, type: "integer" } } } },
      [],
    ],
    ["a rule that is gone", { a: guard }, {}, ["major a is gone"]],
    ["a new rule that only warns", {}, { a: guard }, ["minor a is new"]],
    ["a new rule about what AWS refuses", {}, { a: blocker }, ["minor a is new"]],
    [
      "a new rule that stops what AWS would take",
      {},
      { a: stopping },
      ["major a is new, and stops deployments AWS would take (profile recommended)"],
    ],
    [
      "a warning that comes to stop deployments",
      { a: guard },
      { a: stopping },
      ["major a its level in the profile recommended was advisory and is mandatory"],
    ],
    [
      "a rule that stops no more",
      { a: stopping },
      { a: guard },
      ["minor a its level in the profile recommended was mandatory and is advisory"],
    ],
    [
      "a blocker that was a warning",
      { a: { ...blocker, levels: guard.levels } },
      { a: blocker },
      [
        "minor a its level in the profile recommended was advisory and is mandatory",
        "minor a its level in the profile baseline was advisory and is mandatory",
      ],
    ],
    [
      "another severity",
      { a: guard },
      { a: { ...guard, severity: "medium" } },
      ["minor a its severity was high and is medium"],
    ],
    [
      "no exemptions any more",
      { a: guard },
      { a: { ...guard, neverExempt: true } },
      ["major a nothing exempts from it any more"],
    ],
    [
      "remediation",
      { a: guard, b: { ...guard, remediates: true } },
      { a: { ...guard, remediates: true }, b: guard },
      [
        "minor a the level remediate changes what it finds",
        "major b the level remediate no longer changes what it finds",
      ],
    ],
    ["a setting that is gone", { a: guard }, { a: { ...guard, settings: {} } }, ["major a its setting days is gone"]],
    ["a new setting", { a: { ...guard, settings: {} } }, { a: guard }, ["minor a its setting days is new"]],
    [
      "another default",
      { a: guard },
      { a: { ...guard, settings: { days: { type: "integer", default: 8, minimum: 1 } } } },
      ["major a its setting days takes other values, or has another default"],
    ],
  ];
  test.each(cases)("%s", (_, before, after, expected) => {
    expect(changes(before, after).map(({ bump, rule, what }) => `${bump} ${rule} ${what}`)).toEqual(expected);
  });
});

test("the committed contract has every rule, with its settings", () => {
  const committed = JSON.parse(readFileSync(path.join(ROOT, "docs", "rule-contract.json"), "utf8")) as Contract;
  expect(Object.keys(committed)).toEqual(expect.arrayContaining(rules.map(({ id }) => id)));
  expect(committed["log-retention"]?.settings.minimumDays).toMatchObject({ type: "integer", default: 1 });
  expect(committed["s3-versioning"]?.levels).toEqual({ recommended: "advisory", baseline: "disabled" });
  // Text and prose are not in it: a better sentence needs no review of the contract.
  expect(JSON.stringify(contractOf(rules))).not.toContain('"description":');
});

describe("a release", () => {
  const right: Release = {
    tag: "v1.3.0",
    version: "1.3.0",
    lockedVersion: "1.3.0",
    changelog: "# Changelog\n\n## 1.3.0 (2027-01-31)\n\n- A rule.\n\n## 1.2.0 (2026-12-24)\n\n- Another.\n",
    today: "2027-01-31",
    contract: { a: guard, b: guard },
    previous: { version: "1.2.0", contract: { a: guard } },
  };
  const changelog = (section: string) => right.changelog.replace("## 1.3.0 (2027-01-31)\n\n- A rule.\n", section);

  const good: readonly (readonly [string, Partial<Release>])[] = [
    ["a minor version with a new rule", {}],
    ["a patch without a change", { contract: { a: guard }, ...versioned("1.2.1") }],
    ["a major version without a rule", { contract: {}, ...versioned("2.0.0") }],
    ["the first one", { previous: undefined }],
    ["before 1.0, a second number for what breaks", { contract: {}, ...versioned("0.3.0"), previous: before("0.2.4") }],
    ["before 1.0, a third number for a new rule", { ...versioned("0.2.5"), previous: before("0.2.4") }],
    ["a version of two digits", { ...versioned("1.10.0"), previous: before("1.9.0") }],
  ];
  test.each(good)("%s is right", (_, given) => {
    expect(mistakesIn({ ...right, ...given })).toEqual([]);
  });

  const wrong: readonly (readonly [string, Partial<Release>, string])[] = [
    ["a tag of another version", { tag: "v1.4.0" }, "the tag is v1.4.0, and the version in package.json is 1.3.0"],
    ["a lock file of another version", { lockedVersion: "1.2.0" }, "package-lock.json has the version 1.2.0"],
    ["a changelog without sections", { changelog: "# Changelog\n" }, "CHANGELOG.md has no section"],
    [
      "a changelog of the version before",
      { changelog: changelog("") },
      'the first section of CHANGELOG.md is "## 1.2.0',
    ],
    ["a section without a day", { changelog: changelog("## 1.3.0 (unreleased)\n\n- A.\n") }, 'with "unreleased"'],
    ["a section of tomorrow", { changelog: changelog("## 1.3.0 (2027-02-01)\n\n- A.\n") }, 'with "2027-02-01"'],
    ["an empty section", { changelog: changelog("## 1.3.0 (2027-01-31)\n\n") }, "CHANGELOG.md says nothing of 1.3.0"],
    [
      "a patch with a new rule",
      versioned("1.2.1"),
      "1.2.0 to 1.2.1 is a patch version, and b takes a minor one: is new",
    ],
    ["a minor version without a rule", { contract: {} }, "and a takes a major one: is gone"],
    [
      "before 1.0, a patch that breaks",
      { contract: {}, ...versioned("0.2.5"), previous: before("0.2.4") },
      "a minor one",
    ],
    ["the same version again", { previous: before("1.3.0") }, "1.3.0 does not come after 1.3.0"],
    ["an older one", { previous: before("1.10.0") }, "1.3.0 does not come after 1.10.0"],
    ["no version at all", { ...versioned("1.3.0-rc") }, "1.3.0-rc is no version of three numbers"],
  ];
  test.each(wrong)("%s is named", (_, given, message) => {
    const mistakes = mistakesIn({ ...right, ...given });
    expect(mistakes).toEqual([expect.stringContaining(message)]);
  });

  function before(version: string) {
    return { version, contract: { a: guard } };
  }
  function versioned(version: string): Partial<Release> {
    return {
      ...{ tag: `v${version}`, version, lockedVersion: version },
      changelog: `# Changelog\n\n## ${version} (2027-01-31)\n\n- A rule.\n`,
    };
  }
});

test.each([
  [["v0.1.0", "v0.10.0", "v0.9.0", "v1.0.0-rc", "latest", ""], "v0.11.0", "v0.10.0"],
  [["v0.1.0", "v0.2.0"], "v0.2.0", "v0.1.0"],
  [["v0.1.0"], "v0.1.0", undefined],
  [[], "v0.1.0", undefined],
])("of the tags %j, %s is held against %s", (tags, own, previous) => {
  expect(previousTag(tags, own)).toBe(previous);
});

describe("the release workflow", () => {
  const text = readFileSync(path.join(ROOT, ".github", "workflows", "release.yml"), "utf8");
  const { on, permissions, jobs } = parse(text) as Workflow;
  const commands = (job: Job | undefined) => job?.steps.flatMap(({ run }) => run ?? []) ?? [];

  test("publishes a tag with provenance, after the gate and the release check, without a token", () => {
    expect(on).toEqual({ push: { tags: ["v*.*.*"] } });
    expect(commands(jobs.gate)).toEqual([
      expect.stringContaining("npm ci"),
      'npm run --silent release-check -- "$TAG"',
      ".ci/run",
    ]);
    expect(jobs.publish?.needs).toBe("gate");
    expect(commands(jobs.publish).at(-1)).toBe("npm publish --provenance --access public");
    expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
  });

  test("lets only the job that publishes ask for an identity, and runs no action that could change", () => {
    expect(permissions).toEqual({ contents: "read" });
    expect(Object.entries(jobs).map(([name, job]) => [name, job.permissions])).toEqual([
      ["gate", undefined],
      ["publish", { contents: "read", "id-token": "write" }],
    ]);
    const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used).toHaveLength(4);
    for (const action of used) {
      expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    }
  });

  test("the package says where it comes from: npm compares that with the provenance", () => {
    const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as Manifest;
    expect(manifest.repository).toEqual({ type: "git", url: `git+${HOMEPAGE}.git` });
    expect(manifest.publishConfig).toEqual({ access: "public", provenance: true });
    // pulumi policy publish takes what npm pack prints as the name of the archive, and npm prints what it runs.
    expect(Object.keys(manifest.scripts).filter((name) => /^(?:pre|post)?(?:pack|prepare)$/.test(name))).toEqual([]);
  });
});

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
interface Manifest {
  readonly repository: unknown;
  readonly publishConfig: unknown;
  readonly scripts: Readonly<Record<string, string>>;
}
