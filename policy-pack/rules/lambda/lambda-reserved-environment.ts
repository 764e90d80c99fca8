import { maskUnknown } from "../../engine/made-up";
import { kinds } from "../../engine/kinds";
import { defineRule, finding, undecided } from "../../engine/rule";
import { LARGEST_ENVIRONMENT, RESERVED_VARIABLES, VARIABLE_NAME } from "../../helpers/function-environment";
import { listed } from "../../helpers/words";

export const lambdaReservedEnvironment = defineRule({
  id: "lambda-reserved-environment",
  title: "Functions define variables that Lambda takes",
  rationale:
    "Lambda refuses a function that sets a variable the runtime sets itself, whose name is not one, or whose variables are too large together.",
  remediation: "Leave the variable out: the runtime sets it. Code that needs another value takes another name.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "resource",
  targets: kinds.lambdaFunction,
  *check(fn) {
    const variables = fn.at("environment", "variables");
    if (variables.unknown) {
      yield undecided(variables, "the variables are not known yet");
      return;
    }
    const names = variables.entries.map(([name]) => name);
    const reserved = names.filter((name) => RESERVED_VARIABLES.has(name));
    if (reserved.length > 0) {
      yield finding(
        variables.at(reserved[0] ?? ""),
        `${listed(reserved)} ${reserved.length === 1 ? "is a name" : "are names"} Lambda keeps to itself: it refuses the function ("contains reserved keys that are currently not supported for modification").`,
        {
          remediation: `Leave ${listed(reserved)} out: the runtime sets ${reserved.length === 1 ? "it" : "them"}. Code that needs another value takes another name.`,
        },
      );
    }
    for (const name of names.filter((each) => !reserved.includes(each) && !VARIABLE_NAME.test(each))) {
      yield finding(
        variables.at(name),
        `\`${name}\` is no name of a variable: Lambda takes a letter first, then at least one more letter, digit or underscore.`,
        { remediation: "Rename the variable, here and in the code." },
      );
    }
    // What Lambda measures is their JSON text; of what nobody knows yet, nothing is counted.
    const known = variables.entries.map(([name, { string }]) => [
      name,
      maskUnknown(string ?? "").replace(/\uFFFD/g, ""),
    ]);
    const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(known)));
    if (size > LARGEST_ENVIRONMENT) {
      yield finding(variables, `The variables are ${size} bytes together; Lambda takes ${LARGEST_ENVIRONMENT}.`, {
        remediation: "Keep large values in Parameter Store, S3 or the archive, and give the function their name.",
      });
    }
  },
});
