import { STACK_TYPE } from "../../engine/resource";
import { defineRule } from "../../engine/rule";
import { differences } from "../../helpers/evaluated-twice";
import { isNameProperty, isTrigger, reportDifferences } from "../../helpers/nondeterminism";

export const inputsDeterministic = defineRule({
  id: "inputs-deterministic",
  title: "Inputs are the same whenever the program is evaluated",
  rationale:
    "An input that changes by itself makes every `pulumi up` an update, hides real changes among those that are none, and " +
    "replaces resources that cannot be updated.",
  remediation:
    "Leave the time out, or take it from what the deployment is of (a commit, a version, a setting); keep random values in " +
    "the state with `@pulumi/random`.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S0-3", "F"],
  scope: "program",
  proves: ["names-no-timestamps"],
  targets: [STACK_TYPE],
  *check(_, { stack, again, claim }) {
    const inputs = differences(stack, again).filter(
      ({ property }) => !isNameProperty(property) && !isTrigger(property),
    );
    const mine = inputs.filter(({ resource, property }) => claim(resource, property));
    const isRemark = ({ property }: { readonly property: string }) =>
      /^(?:tags|tagsAll|labels)\b|description/i.test(property);
    yield* reportDifferences(mine.filter((each) => !isRemark(each)));
    yield* reportDifferences(mine.filter(isRemark), { severity: "low" });
  },
});
