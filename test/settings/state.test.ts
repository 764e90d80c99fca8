/** Levels: which line of the settings decides, what is wrong with one, and that both ways into the engine agree. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { defineRule, finding, type Rule } from "../../policy-pack/engine/rule";
import { rules } from "../../policy-pack/rules";
import { SERVICES } from "../../policy-pack/rules/services";
import { packRules, preflightSettings } from "../../policy-pack/settings/pack-rules";
import { PROFILE_NAMES } from "../../policy-pack/settings/profiles";
import { PackState, type EngineLevel } from "../../policy-pack/settings/state";
import { resolveStack, resource } from "../support";
import { RULE_METADATA } from "../support/rule-metadata";
import { throughFastPath, throughSdk } from "../../kit/testing/engine-calls";

const ROOT = path.join(__dirname, "..", "..");
const THING = "acme:index/thing:Thing";

/** A configuration file as the engine hands it over. */
function configured(file: Readonly<Record<string, unknown>>, among: readonly Rule[] = rules): PackState {
  const state = new PackState(among);
  const policies = [...among, ...packRules];
  const unknown = Object.keys(file).filter((id) => !policies.some((each) => each.id === id));
  state.configure(
    new Map(
      [...policies, ...unknown.map((id) => ({ id, enforcement: "advisory" }))].map(({ id, enforcement }) => {
        const given = file[id];
        const { enforcementLevel, ...settings } = (
          typeof given === "object" ? given : { enforcementLevel: given }
        ) as Record<string, unknown>;
        return [id, { level: (enforcementLevel ?? file.all ?? enforcement) as EngineLevel, settings }];
      }),
    ),
  );
  return state;
}

const settings = (given: Readonly<Record<string, unknown>>) => configured({ "preflight-settings": given });

function ruleOf(id: string): Rule {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    throw new Error(`there is no rule ${id}`);
  }
  return rule;
}

describe("which line decides", () => {
  const [rule, own] = ["s3-versioning", ruleOf("s3-versioning").enforcement];

  test.each<[name: string, file: Readonly<Record<string, unknown>>, level: string, decidedBy: string]>([
    ["nothing", {}, own, "the rule's own level"],
    ["a profile", { "preflight-settings": { profile: "strict" } }, "mandatory", "profile strict (rule *)"],
    [
      "a line, over the profile",
      { "preflight-settings": { profile: "strict", levels: [{ service: "s3", level: "disabled" }] } },
      "disabled",
      "levels[0] (service s3)",
    ],
    [
      "the last line of several",
      {
        "preflight-settings": {
          levels: [
            { service: "s3", level: "mandatory" },
            { severity: ["low", "medium"], family: "guard", level: "disabled" },
            { service: "rds", level: "mandatory" },
          ],
        },
      },
      "disabled",
      "levels[1] (family guard, severity low or medium)",
    ],
    [
      "its own entry, over every line",
      {
        [rule]: "disabled",
        "preflight-settings": { profile: "strict", levels: [{ service: "s3", level: "mandatory" }] },
      },
      "disabled",
      "the configuration, by its id or `all`",
    ],
    [
      "a line that says why",
      { "preflight-settings": { levels: [{ rule, level: "disabled", reason: "JIRA-7" }] } },
      "disabled",
      "levels[0] (rule s3-versioning): JIRA-7",
    ],
    [
      "a line that remediates",
      { "preflight-settings": { levels: [{ rule, level: "remediate" }] } },
      "remediate",
      "levels[0] (rule s3-versioning)",
    ],
    ["all", { all: "mandatory" }, "mandatory", "the configuration, by its id or `all`"],
    ["a level of the engine's only", { [rule]: "remediate" }, "remediate", "the configuration, by its id or `all`"],
  ])("%s", (_, file, level, decidedBy) => {
    const state = configured(file);
    expect(state.mistakes).toEqual([]);
    expect(state.decisionOf(ruleOf(rule))).toEqual({ level, decidedBy });
  });

  test("the pack's own policies are selected by their id only", () => {
    const state = settings({
      profile: "strict",
      levels: [
        { rule: "exemption-valid", level: "advisory" },
        { rule: "*", level: "disabled" },
      ],
    });
    expect(state.mistakes).toEqual([]);
    expect(packRules.map((rule) => state.decisionOf(rule).level)).toEqual(["mandatory", "advisory", "advisory"]);
    expect(state.decisionOf(ruleOf("s3-versioning")).level).toBe("disabled");
  });

  test("a framework selects the rules that check a control of it, by its short name, with or without its version", () => {
    const framework = "CIS AWS Foundations Benchmark";
    const some = rules.flatMap((each) => each.frameworks).find(({ name }) => name === framework);
    for (const name of ["cis", framework, `${framework} ${some?.version ?? ""}`]) {
      const state = settings({ levels: [{ framework: name, level: "disabled" }] });
      const off = rules.filter((each) => state.levelOf(each) === "disabled");
      expect(off.length).toBeGreaterThan(0);
      expect(off.every((each) => each.frameworks.some((reference) => reference.name === framework))).toBe(true);
    }
  });
});

describe("a rule that asks whether another is off", () => {
  it("hears of a level of the engine, of a line, and of none", () => {
    expect(configured({ "tags-required": "disabled" }).isOff("tags-required")).toBe(true);
    const line = { levels: [{ rule: ["tags-required"], level: "disabled" }] };
    expect(settings(line).isOff("tags-required")).toBe(true);
    expect(settings(line).isOff("names-valid")).toBe(false);
    expect(configured({}).isOff("tags-required")).toBe(false);
  });
});

describe("profiles", () => {
  const levelsIn = (state: PackState) =>
    Object.fromEntries([...packRules, ...rules].map((rule) => [rule.id, state.levelOf(rule)]));

  test.each(PROFILE_NAMES)("%s is the same as a setting and as a file", (profile) => {
    const file = JSON.parse(readFileSync(path.join(ROOT, "profiles", `${profile}.json`), "utf8")) as Record<
      string,
      string
    >;
    expect(levelsIn(configured(file))).toEqual(levelsIn(settings({ profile })));
    expect(Object.keys(file)).toEqual([...packRules, ...rules].map(({ id }) => id));
  });

  test("hold what they say", () => {
    const by = (profile: string) => {
      const state = settings({ profile });
      return (wanted: (rule: Rule) => boolean) => [...new Set(rules.filter(wanted).map((rule) => state.levelOf(rule)))];
    };
    expect(by("advisory")(() => true)).toEqual(["advisory"]);
    expect(by("strict")(() => true)).toEqual(["mandatory"]);
    const baseline = by("baseline");
    expect(baseline(({ family }) => family === "blocker")).toEqual(["mandatory"]);
    expect(baseline(({ family, severity }) => family === "guard" && severity === "critical")).toEqual(["mandatory"]);
    expect(baseline(({ family, severity }) => family === "guard" && severity === "high")).toEqual(["advisory"]);
    expect(baseline(({ family }) => family === "convention")).toEqual(["disabled"]);
    expect(settings({ profile: "advisory" }).levelOf(preflightSettings)).toBe("advisory");
    expect(settings({ profile: "baseline" }).levelOf(preflightSettings)).toBe("mandatory");
  });

  test("every rule has a service", () => {
    expect(Object.values(SERVICES).flat().sort()).toEqual(rules.map(({ id }) => id).sort());
  });
});

describe("a wrong setting is named with its path, its value and the nearest right one", () => {
  test.each<[given: Readonly<Record<string, unknown>>, message: RegExp]>([
    [
      { profil: "strict" },
      /^`preflight-settings\.profil`: there is no such setting; did you mean "profile"\? \(profile, /,
    ],
    [
      { profile: "stric" },
      /^`preflight-settings\.profile`: "stric" is no profile \(baseline, .*\); did you mean "strict"\?$/,
    ],
    [{ profile: ["strict"] }, /`preflight-settings\.profile`: \["strict"\] is no profile/],
    [{ levels: { rule: "x" } }, /`preflight-settings\.levels` is a list of lines, not \{"rule":"x"\}/],
    [{ levels: ["strict"] }, /`preflight-settings\.levels\[0\]` is an object of criteria and a level, not "strict"/],
    [
      { levels: [{ rule: "s3-versionning", level: "disabled" }] },
      /levels\[0\]\.rule`: there is no rule "s3-versionning"; did you mean "s3-versioning"\?$/,
    ],
    [
      { levels: [{ service: ["s3", "rsd"], level: "disabled" }] },
      /levels\[0\]\.service\[1\]`: there is no service "rsd"; did you mean "\w+"\?; there are apigateway, .*s3/,
    ],
    [{ levels: [{ severity: 3, level: "disabled" }] }, /levels\[0\]\.severity`: a severity is a text, not 3$/],
    [
      { levels: [{ family: "gaurd", level: "disabled" }] },
      /levels\[0\]\.family`: there is no family "gaurd"; did you mean "guard"\?/,
    ],
    [{ levels: [{ framework: "PCI", level: "disabled" }] }, /levels\[0\]\.framework`: there is no framework "PCI"/],
    [
      { levels: [{ severty: "high", rule: "*", level: "disabled" }] },
      /levels\[0\]\.severty`: there is no such criterion; did you mean "severity"\?/,
    ],
    [{ levels: [{ rule: "*" }] }, /levels\[0\]\.level` is missing \(advisory, mandatory, remediate, disabled\)$/],
    [
      { levels: [{ rule: "*", level: "mandatry" }] },
      /levels\[0\]\.level`: "mandatry" is no level \(.*\); did you mean "mandatory"\?$/,
    ],
    [{ levels: [{ level: "disabled" }] }, /levels\[0\]` has no criterion; for every rule say `"rule": "\*"`$/],
    [{ levels: [{ service: "s3", rule: "rds-backups", level: "disabled" }] }, /levels\[0\]` selects no rule/],
    [{ levels: [{ rule: "*", level: "disabled", reason: "" }] }, /levels\[0\]\.reason` is a text, not ""$/],
    [{ levels: [{ rule: [], level: "disabled" }] }, /levels\[0\]` selects no rule/],
  ])("%j", (given, message) => {
    const state = settings(given);
    expect(state.mistakes).toEqual([expect.stringMatching(message)]);
    // What is wrong does not hold, not even in part.
    expect(rules.every((rule) => state.levelOf(rule) === rule.enforcement)).toBe(true);
  });

  test("a line that does nothing, because of a wider one below it or of an entry of the file", () => {
    const levels = [
      { rule: "s3-versioning", level: "disabled" },
      { service: "s3", level: "mandatory" },
    ];
    expect(settings({ levels }).mistakes).toEqual([
      "`preflight-settings.levels[0]` (rule s3-versioning: disabled) does nothing: what is stronger decides for every rule " +
        "it selects, such as levels[1] (service s3) for s3-versioning. Of lines the last counts, so put the narrower below " +
        "the wider one",
    ]);
    expect(settings({ levels: [...levels].reverse() }).mistakes).toEqual([]);
    expect(
      configured({
        "s3-versioning": "disabled",
        "preflight-settings": { levels: [{ rule: "s3-versioning", level: "mandatory" }] },
      }).mistakes,
    ).toEqual([expect.stringContaining("such as the configuration, by its id or `all` for s3-versioning")]);
  });

  test("an unknown rule", () => {
    expect(configured({ "s3-versionin": "disabled" }).mistakes).toEqual([
      '`s3-versionin`: there is no such rule; did you mean "s3-versioning"?',
    ]);
  });

  test("all, beside what decides the same levels", () => {
    expect(configured({ all: "mandatory", "preflight-settings": { profile: "advisory" } }).mistakes).toEqual([
      expect.stringMatching(
        /^`all`: beside profile advisory \(rule \*\) the level mandatory says nothing to the rules whose own level it is \(\d+, such as [\w-]+\); use one or the other$/,
      ),
    ]);
    expect(configured({ all: "mandatory", "preflight-settings": { profile: "strict" } }).mistakes).toEqual([]);
  });

  test("settings of the pack that are switched off", () => {
    expect(configured({ all: "disabled", "preflight-settings": { profile: "strict" } }).mistakes).toEqual([
      expect.stringMatching(/^`preflight-settings` is disabled, .* so its settings \(profile\) do nothing/),
    ]);
    expect(configured({ all: "disabled" }).mistakes).toEqual([]);
    // The engine fills in defaults.
    expect(configured({ all: "disabled", "preflight-settings": { profile: "recommended" } }).mistakes).toEqual([]);
  });
});

describe("in the engine, both ways", () => {
  const loud = (id: string, scope: "resource" | "stack", enforcement: "advisory" | "mandatory") =>
    defineRule({
      ...RULE_METADATA,
      targets: [THING],
      id,
      scope,
      enforcement,
      severity: enforcement === "mandatory" ? "high" : "low",
      *check() {
        yield finding("", "wrong");
      },
    });
  const all = [
    loud("things-small", "resource", "advisory"),
    loud("things-large", "resource", "mandatory"),
    loud("things-together", "stack", "mandatory"),
  ];
  const stack = resolveStack([resource(THING, "thing")], "up");

  async function reported(configuration: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    const [fast, plain] = await Promise.all([
      throughFastPath(all, stack, { configuration }),
      throughSdk(all, stack, { configuration }),
    ]);
    const shown = (of: typeof fast) => of.map(({ rule, level }) => `${rule} ${level}`).sort();
    expect(shown(plain)).toEqual(shown(fast));
    expect(plain.map(({ message }) => message).sort()).toEqual(fast.map(({ message }) => message).sort());
    return shown(fast);
  }

  test.each<[configuration: Readonly<Record<string, unknown>>, expected: readonly string[]]>([
    [{}, ["things-large mandatory", "things-small advisory", "things-together mandatory"]],
    [
      { "preflight-settings": { profile: "advisory" } },
      ["things-large advisory", "things-small advisory", "things-together advisory"],
    ],
    [
      { "preflight-settings": { profile: "strict" } },
      ["things-large mandatory", "things-small mandatory", "things-together mandatory"],
    ],
    [{ "preflight-settings": { profile: "baseline" } }, ["things-large advisory", "things-together advisory"]],
    [{ "preflight-settings": { levels: [{ severity: "high", level: "disabled" }] } }, ["things-small advisory"]],
    [
      { "preflight-settings": { profile: "strict", levels: [{ rule: "things-large", level: "disabled" }] } },
      ["things-small mandatory", "things-together mandatory"],
    ],
    [
      { "preflight-settings": { profile: "stict", levels: [{ rule: "things-*", level: "disabled" }] } },
      [
        "preflight-settings mandatory",
        "preflight-settings mandatory",
        "things-large mandatory",
        "things-small advisory",
        "things-together mandatory",
      ],
    ],
    [
      { "thing-small": "disabled" },
      ["preflight-settings mandatory", "things-large mandatory", "things-small advisory", "things-together mandatory"],
    ],
  ])("%j", async (configuration, expected) => {
    expect(await reported(configuration)).toEqual(expected);
  });
});
