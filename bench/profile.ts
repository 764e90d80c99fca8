/**
 * Which rules cost what: evaluates each rule alone over the benchmark's stack, in process, and prints the slowest.
 *
 * `npx tsx bench/profile.ts [--resources N] [--top N]`
 */
import { parseArgs } from "node:util";
import { Evaluator } from "../policy-pack/engine/evaluate";
import { Resource } from "../policy-pack/engine/resource";
import { decodeProperties } from "../policy-pack/engine/wire";
import { rules } from "../policy-pack/rules";
import { resolveStack } from "../kit/testing/literals";
import { benchmarkLiterals } from "./stack";

const { values } = parseArgs({
  options: { resources: { type: "string", default: "5000" }, top: { type: "string", default: "15" } },
});
const stack = resolveStack(benchmarkLiterals(Number(values.resources)), "up");
const program = { project: "flight", stack: "dev", config: undefined, environment: {} };
const asResource = (each: (typeof stack)[number], props: Readonly<Record<string, unknown>>) =>
  new Resource({
    ...each,
    properties: () => decodeProperties(props),
    provider: () => undefined,
    propertyDependencies: () => each.propertyDependencies,
  });

const costs = rules.map((rule) => {
  const evaluator = new Evaluator([rule], program);
  const [inputs, outputs] = [
    stack.map((each) => asResource(each, each.inputs)),
    stack.map((each) => asResource(each, each.outputs)),
  ];
  const started = performance.now();
  if (rule.scope === "resource") {
    inputs.forEach((each) => evaluator.evaluateResource(each));
  } else {
    evaluator.evaluateStack(outputs);
  }
  return { id: rule.id, ms: performance.now() - started };
});
for (const { id, ms } of costs.sort((a, b) => b.ms - a.ms).slice(0, Number(values.top))) {
  console.log(`${id.padEnd(40)} ${ms.toFixed(0).padStart(7)} ms`);
}
console.log(
  `${"all rules".padEnd(40)} ${costs
    .reduce((sum, { ms }) => sum + ms, 0)
    .toFixed(0)
    .padStart(7)} ms`,
);
