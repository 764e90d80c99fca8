/** Exemptions: what they cover and what they never do, and that the three ways rules run agree on it. */
import { Evaluator, type Evaluation } from "../../policy-pack/engine/evaluate";
import { Resource, STACK_TYPE } from "../../policy-pack/engine/resource";
import { defineRule, finding, undecided, type Rule } from "../../policy-pack/engine/rule";
import { isDate, readTagValue } from "../../policy-pack/settings/exemptions";
import { matchesGlob } from "../../policy-pack/settings/glob";
import { packRules } from "../../policy-pack/settings/pack-rules";
import { PackState } from "../../policy-pack/settings/state";
import { component, resolveStack, resource, type ResourceLiteral, unknown } from "../support";
import { RULE_METADATA } from "../support/rule-metadata";
import { throughFastPath, throughSdk } from "../../kit/testing/engine-calls";

const THING = "acme:index/thing:Thing";
const common = { ...RULE_METADATA, targets: [THING] };

/** Finds every thing wrong that does not say it is right; cannot tell where that is unknown. */
const judge = (id: string, scope: "resource" | "stack", more: Partial<Rule> = {}): Rule =>
  defineRule({
    ...common,
    ...(more as object),
    id,
    scope,
    *check(thing: Resource) {
      const right = thing.at("right");
      if (right.unknown) {
        yield undecided(right, "not known yet");
      } else if (right.absent) {
        yield finding("right", "wrong");
      }
    },
  });

const PACK = [
  judge("thing-right", "resource"),
  judge("things-right", "stack"),
  judge("thing-secret", "resource", { neverExempt: true }),
];

const urnOf = (name: string, type = THING, stack = "dev") => `urn:pulumi:${stack}::flight::${type}::${name}`;
const terms = { reason: "It is old.", owner: "team", expires: "2999-12-31" };
const both = { policies: ["thing-right", "things-right"] };

/** What remains, by rule, level and name; compared between the plain policies, the fast path and in process. */
async function run(
  literals: readonly ResourceLiteral[],
  settings: Readonly<Record<string, unknown>>,
  mode: "up" | "preview" = "up",
  rules: readonly Rule[] = PACK,
) {
  const stack = resolveStack(literals, mode);
  const configuration = { "preflight-settings": settings };
  const fast = await throughFastPath(rules, stack, { configuration });
  const plain = await throughSdk(rules, stack, { configuration });
  const sorted = (all: typeof fast) => all.map((each) => JSON.stringify(each)).sort();
  expect(sorted(plain)).toEqual(sorted(fast));

  const state = new PackState(rules);
  const carrier = { level: "mandatory" as const, settings };
  state.configure(new Map([["preflight-settings", carrier]]));
  const book = state.openBook();
  const evaluator = new Evaluator(
    rules,
    { project: "flight", stack: "dev", config: undefined, environment: {} },
    () => ({}),
    book,
  );
  const of = (each: (typeof stack)[number], props: Readonly<Record<string, unknown>>) =>
    new Resource({ urn: each.urn, type: each.type, name: each.name, parent: each.parent, properties: () => props });
  const evaluations: readonly Evaluation[] = [
    ...stack.flatMap((each) => evaluator.evaluateResource(of(each, each.inputs))),
    ...evaluator.evaluateStack(stack.map((each) => of(each, each.outputs))),
  ];
  const name = (urn: string) => urn.split("::").at(-1) ?? "";
  const isRule = (id: string) => rules.some((each) => each.id === id);
  const shown = fast.filter(({ rule }) => isRule(rule) && rule !== "thing-secret");
  const left = shown.map(({ rule, urn }) => `${rule} ${name(urn)}`).sort();
  const inProcess = evaluations.flatMap((each) => each.findings).filter((each) => each.rule.id !== "thing-secret");
  expect(inProcess.map((each) => `${each.rule.id} ${each.resource.name}`).sort()).toEqual(left);
  const said = (id: string) =>
    fast.filter(({ rule }) => rule === id).map(({ message }) => message.split("\n")[1] ?? "");
  return {
    left,
    exempted: evaluations
      .flatMap((each) => each.exempted.map(({ finding: it }) => `${it.rule.id} ${it.resource.name}`))
      .sort(),
    secret: fast
      .filter(({ rule }) => rule === "thing-secret")
      .map(({ urn }) => name(urn))
      .sort(),
    invalid: said("exemption-valid"),
    trail: said("exemption-trail"),
    levels: Object.fromEntries(fast.map(({ rule, level }) => [rule, level])),
  };
}

const stackOf = (...names: readonly string[]) => names.map((name) => resource(THING, name));
const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const neither = (name: string) => [`thing-right ${name}`, `things-right ${name}`];

describe("what an exemption covers", () => {
  const site = component("site");
  const nested = resource("acme:index:Component", "nested", {}, { parent: "site" });
  const tree = [
    site,
    nested,
    resource(THING, "inside", {}, { parent: "site" }),
    resource(THING, "deep", {}, { parent: "nested" }),
    resource(THING, "site-too"),
    component("sites"),
    resource(THING, "elsewhere", {}, { parent: "sites" }),
  ];

  test.each<
    [
      name: string,
      where: Readonly<Record<string, unknown>>,
      literals: readonly ResourceLiteral[],
      left: readonly string[],
    ]
  >([
    [
      "a URN, and no sibling whose name begins the same",
      { targets: urnOf("logs") },
      stackOf("logs", "logs-2"),
      ["logs-2"],
    ],
    ["several URNs", { targets: [urnOf("a"), urnOf("b")] }, stackOf("a", "b", "c"), ["c"]],
    ["a name, whole", { name: "logs" }, stackOf("logs", "logs-2", "my-logs"), ["logs-2", "my-logs"]],
    ["a name pattern", { name: "logs-*" }, stackOf("logs", "logs-2", "my-logs-2"), ["logs", "my-logs-2"]],
    ["a type", { type: THING, name: "a" }, stackOf("a", "b"), ["b"]],
    ["a type pattern", { type: "acme:*" }, stackOf("a"), []],
    ["another type", { type: "acme:index/thin:Thing", name: "*" }, stackOf("a"), ["a"]],
    ["a component's subtree, not what is named alike", { within: "site" }, tree, ["site-too", "elsewhere"]],
    ["a subtree within it", { within: "nested" }, tree, ["inside", "site-too", "elsewhere"]],
    ["all criteria together", { within: "site", name: "deep" }, tree, ["inside", "site-too", "elsewhere"]],
    ["this stack", { name: "*", stacks: ["flight/dev"] }, stackOf("a"), []],
    ["another stack", { name: "*", stacks: ["flight/prod"] }, stackOf("a"), ["a"]],
    ["another stack's URN", { targets: urnOf("a", THING, "prod") }, stackOf("a"), ["a"]],
  ])("%s", async (_, where, literals, left) => {
    const { left: found, exempted } = await run(literals, { exemptions: [{ ...both, ...where, ...terms }] });
    const things = literals.filter(({ type }) => type === THING).map(({ name }) => name);
    expect(found).toEqual(left.flatMap(neither).sort());
    expect(exempted).toEqual(
      things
        .filter((name) => !left.includes(name))
        .flatMap(neither)
        .sort(),
    );
  });

  /** What a book says of resources of one name, which a literal stack cannot have: what is left, and what is wrong. */
  function ofBook(rule: Rule, exemption: unknown, ...made: readonly (readonly [type: string, parent?: string])[]) {
    const state = new PackState([rule]);
    const settings = { exemptions: [exemption] };
    state.configure(new Map([["preflight-settings", { level: "mandatory", settings }]]));
    const book = state.openBook();
    const resources = [[STACK_TYPE] as const, ...made].map(([type, parent]) => {
      const above = parent === undefined ? "" : `${parent}$`;
      return new Resource({
        urn: urnOf("site", `${above}${type}`),
        type,
        name: "site",
        properties: () => ({}),
        ...(parent === undefined ? {} : { parent: urnOf("site", parent) }),
      });
    });
    const program = { project: "flight", stack: "dev", config: undefined, environment: {} };
    const evaluator = new Evaluator([rule], program, () => ({}), book);
    const left = resources.flatMap((each) => evaluator.evaluateResource(each)).flatMap(({ findings }) => findings);
    return {
      left: left.map(({ resource: { urn } }) => urn),
      invalid: book.findings(resources).map(({ message }) => message),
    };
  }
  const buckets = judge("bucket-right", "resource", { targets: ["aws:s3/bucket:Bucket"] });
  const within = { policies: "bucket-right", within: "site", ...terms };

  test("a component of a name, not the bucket beside it that is called the same", () => {
    const found = ofBook(
      buckets,
      within,
      ["acme:index:Site"],
      ["aws:s3/bucket:Bucket", "acme:index:Site"],
      ["aws:s3/bucket:Bucket"],
    );
    expect(found).toEqual({ left: [urnOf("site", "aws:s3/bucket:Bucket")], invalid: [] });
  });

  test("of two components of one name neither is meant for sure, which is a finding", () => {
    const found = ofBook(
      buckets,
      within,
      ["acme:index:Site"],
      ["acme:index:Other"],
      ["aws:s3/bucket:Bucket", "acme:index:Site"],
    );
    const urns = ["acme:index:Site", "acme:index:Other"].map((type) => urnOf("site", type)).join(", ");
    expect(found.invalid).toEqual([
      `\`exemptions[0].within\`: 2 components are named site; take the URN of one (${urns}).`,
    ]);
    const nested = ofBook(
      buckets,
      within,
      ["acme:index:Site"],
      ["acme:index:Other", "acme:index:Site"],
      ["aws:s3/bucket:Bucket", "acme:index:Site"],
    );
    expect(nested).toEqual({ left: [], invalid: [] });
  });

  test("a literal name with the signs of other patterns, and letters of any script", async () => {
    const names = ["a.c", "abc", "[x]", "x", "größe-日本", "q?", "qq"];
    const exemption = { ...both, name: ["a.c", "[x]", "größe-日*", "q?"], ...terms };
    const { left } = await run(stackOf(...names), { exemptions: [exemption] });
    expect(left).toEqual(["abc", "x", "qq"].flatMap(neither).sort());
  });

  test("only the rules it names", async () => {
    const { left } = await run(stackOf("a"), { exemptions: [{ policies: "thing-right", name: "a", ...terms }] });
    expect(left).toEqual(["things-right a"]);
  });

  test("never a rule that nothing exempts from, by itself or by the settings", async () => {
    const own = await run(stackOf("a"), { exemptions: [{ policies: ["thing-secret"], name: "a", ...terms }] });
    expect(own.secret).toEqual(["a"]);
    expect(own.invalid).toEqual(["`exemptions[0].policies`: nothing exempts from thing-secret."]);
    const set = await run(stackOf("a"), {
      neverExempt: ["thing-right"],
      exemptions: [{ policies: ["thing-right"], name: "a", ...terms }],
    });
    expect(set.left).toEqual(neither("a"));
    expect(set.invalid).toEqual(["`exemptions[0].policies`: nothing exempts from thing-right."]);
  });
});

describe("an exemption that does not hold is a finding, and exempts from nothing", () => {
  test.each<[entry: unknown, message: RegExp]>([
    [{ ...both, name: "a", owner: "team" }, /`exemptions\[0\]` gives no reason\.$/],
    [{ ...both, name: "a", reason: "  " }, /`exemptions\[0\]` gives no reason\.$/],
    [{ ...both, name: "a", ...terms, expires: "2020-02-29" }, /expired on 2020-02-29; its reason was: It is old\.$/],
    [{ ...both, name: "a", ...terms, expires: "31.12.2999" }, /"31\.12\.2999" is no date of the form 2027-01-31\.$/],
    [{ ...both, name: "a", ...terms, expires: "2999-02-30" }, /"2999-02-30" is no date/],
    [{ ...both, ...terms }, /names no resource \(targets, type, name, within\)/],
    [{ name: "a", ...terms }, /`exemptions\[0\]\.policies` is missing/],
    [{ policies: ["thing-rigth"], name: "a", ...terms }, /no rule "thing-rigth"; did you mean "thing-right"\?/],
    [{ ...both, name: "a", ...terms, expire: "x" }, /\.expire`: there is no such field; did you mean "expires"\?/],
    [{ ...both, name: 3, ...terms }, /`exemptions\[0\]\.name` is a text or a list of texts, not 3/],
    [{ ...both, targets: ["a"], ...terms }, /"a" is no URN; for a logical name use `name`/],
    [{ ...both, name: "a", stacks: ["dev"], ...terms }, /"dev" is not of the form project\/stack/],
    // What is empty names nothing; it must not come to mean everything, or for ever.
    [{ ...both, within: "", ...terms }, /`exemptions\[0\]\.within` is a text, not ""/],
    [{ ...both, within: "  ", ...terms }, /`exemptions\[0\]\.within` is a text, not " {2}"/],
    [{ ...both, targets: [], ...terms }, /`exemptions\[0\]\.targets` is a text or a list of texts, not \[\]/],
    [{ ...both, name: "", ...terms }, /`exemptions\[0\]\.name` is a text or a list of texts, not ""/],
    [{ ...both, name: null, ...terms }, /`exemptions\[0\]\.name` is a text or a list of texts, not null/],
    [{ ...both, name: ["a", 3], ...terms }, /`exemptions\[0\]\.name\[1\]` is a text, not 3/],
    [{ ...both, name: "a", ...terms, expires: "" }, /`exemptions\[0\]\.expires` is a text, not ""/],
    [{ ...both, name: "a", ...terms, expires: yesterday() }, /expired on \d{4}-/],
    [{ ...both, name: "a", ...terms, expires: "2999-12-31T00:00:00Z" }, /is no date of the form 2027-01-31/],
    [{ ...both, name: "a", ...terms, expires: 29991231 }, /`exemptions\[0\]\.expires` is a text, not 29991231/],
    [{ ...both, name: "a", ...terms, owner: 7 }, /`exemptions\[0\]\.owner` is a text, not 7/],
    [{ ...both, policies: "*", name: "a", ...terms }, /there is no rule "\*"/],
  ])("%j", async (entry, message) => {
    const { left, invalid, exempted, levels } = await run(stackOf("a"), { exemptions: [entry] });
    expect(left).toEqual(neither("a"));
    expect(exempted).toEqual([]);
    expect(invalid).toEqual([expect.stringMatching(message)]);
    expect(levels["exemption-valid"]).toBe("advisory");
  });

  test("a list that is none", async () => {
    const stack = resolveStack(stackOf("a"), "up");
    const configuration = { "preflight-settings": { exemptions: { name: "a" } } };
    const reported = await throughFastPath(PACK, stack, { configuration });
    expect(reported.filter(({ rule }) => rule === "preflight-settings").map(({ message }) => message)).toEqual([
      expect.stringContaining('`preflight-settings.exemptions` is a list, not {"name":"a"}'),
    ]);
  });
});

describe("an exemption with nothing to exempt", () => {
  const right = [resource(THING, "a", { right: true }), resource(THING, "b")];
  const exemption = { ...both, ...terms };

  test.each<[name: string, entry: unknown, literals: readonly ResourceLiteral[], message: RegExp]>([
    ["of no resource", { ...exemption, name: "c" }, right, /`exemptions\[0\]` matches no resource of this stack/],
    [
      "of a resource that is gone",
      { ...exemption, targets: [urnOf("b"), urnOf("c")] },
      right,
      /there is no resource urn:pulumi:dev::flight::.*::c any more/,
    ],
    [
      "of what is right",
      { ...exemption, targets: [urnOf("a"), urnOf("b")] },
      right,
      /exempts from nothing: thing-right finds nothing on a, things-right finds nothing on a/,
    ],
    [
      "of what the rule does not look at",
      { ...exemption, type: "acme:index/other:Other" },
      [resource("acme:index/other:Other", "o")],
      /finds nothing on o/,
    ],
  ])("%s is a finding", async (_, entry, literals, message) => {
    const { invalid } = await run(literals, { exemptions: [entry] });
    expect(invalid).toEqual([expect.stringMatching(message)]);
  });

  test("is none while the rule cannot tell, when it is another stack's, or when one of several is used", async () => {
    const open = await run(
      [resource(THING, "a", { right: unknown })],
      { exemptions: [{ ...exemption, name: "a" }] },
      "preview",
    );
    expect(open.invalid).toEqual([]);
    const foreign = {
      exemptions: [
        { ...exemption, name: "zzz", stacks: ["flight/prod"] },
        { ...exemption, targets: urnOf("z", THING, "prod") },
      ],
    };
    expect((await run(right, foreign)).invalid).toEqual([]);
    expect((await run(right, { exemptions: [{ ...exemption, type: THING }] })).invalid).toEqual([]);
  });

  test("holds on the day it ends", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { left } = await run(stackOf("a"), { exemptions: [{ ...both, name: "a", ...terms, expires: today }] });
    expect(left).toEqual([]);
  });

  test("is none beside another one that covers the same: each may outlive the other", async () => {
    const exemptions = [
      { ...exemption, name: "b*" },
      { ...exemption, targets: urnOf("b"), reason: "Until it moves." },
    ];
    const tags = { "preflight:allow:thing-right": "Of its own" };
    const { left, invalid } = await run([resource(THING, "b", { tags })], { exemptions });
    expect([left, invalid]).toEqual([[], []]);
  });

  test("is named where its criteria contradict each other", async () => {
    const entry = { ...exemption, targets: urnOf("b"), name: "a" };
    const { left, invalid } = await run(right, { exemptions: [entry] });
    expect(left).toEqual(neither("b"));
    expect(invalid).toEqual(["`exemptions[0]`: of its `targets`, 1 do not meet its other criteria."]);
  });

  test("is none while its rule is switched off", async () => {
    const stack = resolveStack(right, "up");
    const settings = {
      levels: [{ rule: "*", level: "disabled" }],
      exemptions: [{ ...exemption, targets: [urnOf("a")] }],
    };
    for (const through of [throughFastPath, throughSdk]) {
      expect(await through(PACK, stack, { configuration: { "preflight-settings": settings } })).toEqual([]);
    }
  });
});

describe("a finding that stands for several resources", () => {
  /** One finding for all things that are wrong, reported on the first; it cannot tell where one is unknown. */
  const together = defineRule({
    ...common,
    id: "things-together",
    scope: "stack",
    targets: [STACK_TYPE],
    *check(_, { stack }) {
      const things = stack.resources.filter(({ type }) => type === THING);
      const wrong = things.filter((each) => each.at("right").absent);
      const [first] = wrong;
      if (first !== undefined) {
        yield finding("", `Wrong: ${wrong.map(({ name }) => name).join(", ")}.`, { resource: first, about: wrong });
      }
      if (things.some((each) => each.at("right").unknown)) {
        yield undecided("right", "not known yet");
      }
    },
  });
  const policies = "things-together";
  const said = async (literals: readonly ResourceLiteral[], ...exemptions: readonly unknown[]) => {
    const settings = { exemptions };
    const stack = resolveStack(literals, "up");
    const configuration = { "preflight-settings": settings };
    const reported = await throughFastPath([together], stack, { configuration });
    const message = reported.find(({ rule }) => rule === policies)?.message.split("\n")[1];
    return { ...(await run(literals, settings, "up", [together])), message };
  };

  test("is exempt only where each of them is, so that what comes later is found", async () => {
    const exemption = { policies, targets: [urnOf("b"), urnOf("c")], ...terms };
    const all = await said(stackOf("b", "c"), exemption);
    expect([all.left, all.exempted, all.invalid]).toEqual([[], ["things-together b"], []]);
    expect(all.trail).toEqual(["Exempt, until 2999-12-31, owner team, because: It is old: things-together on b, c."]);

    // One that comes first, and one that comes last: the finding is back, and says what of it is known.
    for (const [name, reportedOn] of [
      ["a", "a"],
      ["d", "d"],
    ] as const) {
      const later = await said(stackOf("b", "c", name), exemption);
      expect(later.left).toEqual([`things-together ${reportedOn}`]);
      expect(later.message).toBe(`Wrong: ${["b", "c", name].sort().join(", ")}. (Exempt: b, c.)`);
      expect([later.trail, later.invalid]).toEqual([[], []]);
    }
  });

  test("may be exempt for a reason each", async () => {
    const { left, trail } = await said(
      [...stackOf("a"), resource(THING, "b", { tags: { "preflight:allow:things-together": "Of its own" } })],
      { policies, name: "a", reason: "Old." },
    );
    expect(left).toEqual([]);
    expect(trail.sort()).toEqual([
      "Exempt, without an end, because: Of its own: things-together on b.",
      "Exempt, without an end, because: Old: things-together on a.",
    ]);
  });

  test("an exemption of one that nobody can tell of yet is not called idle", async () => {
    const literals = [...stackOf("a"), resource(THING, "b", { right: unknown })];
    const settings = { exemptions: [{ policies, targets: [urnOf("a"), urnOf("b")], ...terms }] };
    const { left, invalid } = await run(literals, settings, "preview", [together]);
    expect([left, invalid]).toEqual([[], []]);
  });
});

describe("what was exempted leaves a trail", () => {
  test("together by reason, advisory under every profile", async () => {
    const { trail, levels } = await run(stackOf("a", "b", "c"), {
      profile: "strict",
      exemptions: [
        { ...both, name: "a", ...terms },
        { ...both, name: "b", reason: "For ever." },
      ],
    });
    expect(trail.sort()).toEqual([
      "Exempt, until 2999-12-31, owner team, because: It is old: thing-right on a; things-right on a.",
      "Exempt, without an end, because: For ever: thing-right on b; things-right on b.",
    ]);
    expect(levels["exemption-trail"]).toBe("advisory");
  });

  test("nothing without exemptions", async () => {
    expect(await run(stackOf("a"), {})).toMatchObject({ trail: [], invalid: [] });
  });
});

describe("tags of the program", () => {
  const tagged = (name: string, tags: unknown) => resource(THING, name, { tags, tagsAll: tags });
  const value = "Moves with the site / owner=web team / expires=2999-12-31";

  test("exempt the resource that has them, from the rule they name", async () => {
    const found = await run([tagged("a", { "preflight:allow:thing-right": value }), resource(THING, "a-2")], {});
    expect(found.left).toEqual(["thing-right a-2", "things-right a", "things-right a-2"]);
    expect(found.trail).toEqual([
      "Exempt, until 2999-12-31, owner web team, because: Moves with the site: thing-right on a.",
    ]);
    expect(found.invalid).toEqual([]);
  });

  test("a provider's default tags exempt nothing", async () => {
    const { left } = await run([resource(THING, "a", { tagsAll: { "preflight:allow:thing-right": value } })], {});
    expect(left).toEqual(neither("a"));
  });

  test.each<[key: string, text: string, message: RegExp]>([
    ["thing-right", "expires=2999-12-31", /`tag preflight:allow:thing-right of a` gives no reason/],
    ["thing-right", "Old / expires=2020-01-01", /expired on 2020-01-01; its reason was: Old/],
    ["thing-rigt", value, /there is no rule "thing-rigt"; did you mean "thing-right"\?/],
    ["thing-secret", value, /nothing exempts from thing-secret/],
  ])("with a mistake exempt nothing, and are a finding (%s: %s)", async (key, text, message) => {
    const { left, invalid } = await run([tagged("a", { [`preflight:allow:${key}`]: text })], {});
    expect(left).toEqual(neither("a"));
    expect(invalid).toEqual([expect.stringMatching(message)]);
  });

  test.each([
    ["preflight:alow:thing-right", "preflight:allow:thing-right"],
    ["Preflight:Allow:thing-right", "preflight:allow:thing-right"],
    ["preflight-allow-thing-right", "preflight:allow:thing-right"],
    ["preflight:allow", "preflight:allow:RULE"],
  ])("with a mistyped key %s are a finding; a tag of somebody else's is none", async (key, meant) => {
    const { left, invalid } = await run([tagged("a", { [key]: value, "preflight:checked": "yes" })], {});
    expect(left).toEqual(neither("a"));
    expect(invalid).toEqual([`\`tag ${key} of a\` exempts from nothing; did you mean "${meant}"?.`]);
  });

  test.each([
    ["Old / expire=2027-01-31", "expires"],
    ["Old / Expires=2027-01-31", "expires"],
    ["Old / expires: 2027-01-31", "expires"],
    ["Old / ownr=web team", "owner"],
  ])("with a mistyped term %s would not end: a finding", async (text, meant) => {
    const { left, invalid } = await run([tagged("a", { "preflight:allow:thing-right": text })], {});
    expect(left).toEqual(neither("a"));
    expect(invalid).toEqual([expect.stringContaining(`is read as part of the reason; did you mean "${meant}="?`)]);
  });

  test("of an Auto Scaling group are a list, and exempt too", async () => {
    const group = judge("group-right", "resource", { targets: ["aws:autoscaling/group:Group"] });
    const tags = [{ key: "preflight:allow:group-right", value: "Old", propagateAtLaunch: false }];
    const literals = [
      resource("aws:autoscaling/group:Group", "a", { tags }),
      resource("aws:autoscaling/group:Group", "b", { tags: [{ key: "Name", value: "b", propagateAtLaunch: true }] }),
    ];
    const { left, invalid } = await run(literals, {}, "up", [group]);
    expect([left, invalid]).toEqual([["group-right b"], []]);
  });

  test("on what is right are a finding", async () => {
    const tags = { "preflight:allow:thing-right": value };
    const { invalid } = await run([resource(THING, "a", { right: true, tags })], {});
    expect(invalid).toEqual([expect.stringContaining("exempts from nothing: thing-right finds nothing there")]);
  });

  test("exempt nothing where the settings forbid it, and are a finding", async () => {
    const { left, invalid } = await run([tagged("a", { "preflight:allow:thing-right": value })], {
      exemptInProgram: false,
    });
    expect(left).toEqual(neither("a"));
    expect(invalid).toEqual([expect.stringContaining("the settings of the pack let no tag exempt")]);
  });

  test("are read as reason, owner and expiry, in any order", () => {
    expect(readTagValue(value)).toEqual({ reason: "Moves with the site", owner: "web team", expires: "2999-12-31" });
    expect(readTagValue("owner=x / a/b / c")).toEqual({ reason: "a/b / c", owner: "x" });
    expect(readTagValue("")).toEqual({});
  });
});

test.each([
  ["a", "a", true],
  ["a", "ab", false],
  ["a*", "ab", true],
  ["*b", "ab", true],
  ["a*a", "a", false],
  ["a*b*c", "a-b-b-c", true],
  ["a*bc*c", "abc", false],
  ["*", "", true],
  ["a.c", "abc", false],
])("pattern %s and %s: %s", (pattern, text, matches) => {
  expect(matchesGlob(pattern, text)).toBe(matches);
});

test("a date is a day that exists", () => {
  expect(["2028-02-29", "2027-02-29", "2027-1-1", "2027-01-01T00:00:00Z", ""].map(isDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test("the pack's own policies are listed like rules", () => {
  expect(packRules.map(({ id }) => id)).toEqual(["preflight-settings", "exemption-valid", "exemption-trail"]);
});
