// Our stack rules, repeated under other names until there are forty; started exactly as policy-pack/index.ts does.
const { PolicyPack } = require("@pulumi/policy");
const { toPolicies } = require("../../../dist/policy-pack/engine/policies");
const { startWithFastPath } = require("../../../dist/policy-pack/engine/server");
const { rules } = require("../../../dist/policy-pack/rules");

const COUNT = 40;
const stackRules = rules.filter((rule) => rule.scope === "stack");
const forty = Array.from({ length: COUNT }, (_, index) => {
  const rule = stackRules[index % stackRules.length];
  return { ...rule, id: `${rule.id}-${Math.floor(index / stackRules.length)}` };
});
const fast = startWithFastPath(forty, { name: "bench-forty", version: "0.0.0" }, () => {
  new PolicyPack("bench-forty", { policies: toPolicies(forty) });
});
if (!fast) {
  console.error("the fast path is not in place");
}
