import { STACK_TYPE } from "../../engine/resource";
import { defineRule } from "../../engine/rule";
import { differences } from "../../helpers/evaluated-twice";
import { isNameProperty, reportDifferences } from "../../helpers/nondeterminism";

export const namesDeterministic = defineRule({
  id: "names-deterministic",
  title: "Names are the same whenever the program is evaluated",
  rationale:
    "A resource whose name changes is another resource: every `pulumi up` deletes the old one, with what is in it, and creates " +
    "a new one.",
  remediation:
    "Build the name from what stays the same, such as `pulumi.getStack()`; or leave it out, and Pulumi appends a random " +
    "suffix once; or keep the random part in the state: `new random.RandomId(…)`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S0-3", "F"],
  scope: "program",
  proves: ["s3-no-timestamped-names", "names-no-timestamps"],
  targets: [STACK_TYPE],
  *check(_, { stack, again, claim }) {
    const names = differences(stack, again).filter(({ property }) => isNameProperty(property));
    yield* reportDifferences(names.filter(({ resource, property }) => claim(resource, property)));
  },
});
