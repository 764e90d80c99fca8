/** 2,000 exemptions on 2,000 resources: what they cost a preview beside the rules. */
import { Evaluator } from "../../policy-pack/engine/evaluate";
import { Resource, STACK_TYPE } from "../../policy-pack/engine/resource";
import { defineRule, finding } from "../../policy-pack/engine/rule";
import { PackState } from "../../policy-pack/settings/state";

const COUNT = 2_000;
const THING = "aws:acme/thing:Thing";
const COMPONENT = "acme:index:Component";
/** On a machine of 2024 it takes a tenth of that; a search through all exemptions for every finding takes four times that. */
const MOST_CPU_SECONDS = 4;

const rules = ["a", "b", "c", "d", "e"].map((id) =>
  defineRule({
    id: `rule-${id}`,
    title: "Nothing is right",
    rationale: "To find something everywhere.",
    remediation: "None.",
    severity: "high",
    enforcement: "mandatory",
    family: "guard",
    frameworks: [],
    seeds: [],
    scope: "resource",
    targets: [THING],
    *check() {
      yield finding("", "wrong");
    },
  }),
);
const policies = rules.map(({ id }) => id);
const numbers = Array.from({ length: COUNT }, (_, index) => index);
const urnOf = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const thing = (index: number) => urnOf(`${COMPONENT}$${THING}`, `thing-${index}`);
const terms = { policies, reason: "Old.", expires: "2999-12-31" };

const resources = [
  new Resource({ urn: urnOf(STACK_TYPE, "shop-dev"), type: STACK_TYPE, name: "shop-dev", properties: () => ({}) }),
  ...numbers.flatMap((index) => {
    const component = urnOf(COMPONENT, `component-${index}`);
    const properties = () => ({});
    return [
      new Resource({ urn: component, type: COMPONENT, name: `component-${index}`, properties }),
      new Resource({ urn: thing(index), type: THING, name: `thing-${index}`, parent: component, properties }),
    ];
  }),
];

test.each([
  ["a URN each", numbers.map((index) => ({ ...terms, targets: [thing(index)] }))],
  ["a name each", numbers.map((index) => ({ ...terms, name: `thing-${index}` }))],
  ["a subtree each", numbers.map((index) => ({ ...terms, within: `component-${index}` }))],
  ["all URNs in one", [{ ...terms, targets: numbers.map(thing) }]],
])("%s", (_, exemptions) => {
  const before = process.cpuUsage();
  const state = new PackState(rules);
  state.configure(new Map([["preflight-settings", { level: "mandatory", settings: { exemptions } }]]));
  const book = state.openBook();
  const program = { project: "shop", stack: "dev", config: undefined, environment: {} };
  const evaluator = new Evaluator(rules, program, () => ({}), book);
  const evaluations = resources.flatMap((each) => evaluator.evaluateResource(each));
  const invalid = book.findings(resources);
  const { user, system } = process.cpuUsage(before);
  expect(evaluations.flatMap(({ exempted }) => exempted)).toHaveLength(COUNT * rules.length);
  expect([evaluations.flatMap(({ findings }) => findings), invalid]).toEqual([[], []]);
  expect((user + system) / 1e6).toBeLessThan(MOST_CPU_SECONDS);
});
