import { kinds } from "../../engine/kinds";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { codeOf } from "../../helpers/function-code";
import { isDefinedByRuntime } from "../../helpers/function-environment";
import { languageOf, runningSources } from "../../helpers/function-handlers";
import { neededVariables } from "../../helpers/needed-variables";
import { listed } from "../../helpers/words";

export const lambdaEnvironmentComplete = defineRule({
  id: "lambda-environment-complete",
  title: "Functions define the variables their code needs",
  rationale:
    "Code that needs a variable nobody defined fails at every invocation, and the deployment says nothing of it.",
  remediation: "Define the variable in `environment.variables`, or give it a default in the code.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["S4-10"],
  scope: "stack",
  targets: kinds.lambdaFunction,
  *check(fn, { stack, program }) {
    const code = codeOf(fn, stack, program);
    const handler = fn.at("handler").string;
    const language = languageOf(fn.at("runtime").string ?? "");
    if (code === undefined || handler === undefined || (language !== "node" && language !== "python")) {
      yield notApplicable("its code cannot be read here");
      return;
    }
    const environment = fn.at("environment");
    const variables = environment.at("variables");
    // A wrapper script may define more (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html).
    const isOpen = environment.unknown || variables.unknown || !variables.at("AWS_LAMBDA_EXEC_WRAPPER").absent;
    const defined = new Set(variables.entries.map(([name]) => name));
    const missing = neededVariables(runningSources(code, handler, language), language).filter(
      ({ name }) => !defined.has(name) && !isDefinedByRuntime(name),
    );
    const [first] = missing;
    if (first === undefined) {
      return;
    }
    if (isOpen) {
      yield undecided(variables, "which variables the function defines is not known yet");
      return;
    }
    const names = listed(missing.map(({ name }) => name));
    const files = listed([...new Set(missing.map(({ file }) => file))]);
    yield finding(
      "environment.variables",
      `The code (${files}) needs the variable${missing.length === 1 ? "" : "s"} ${names}, and the function does not define ${missing.length === 1 ? "it" : "them"}: ${first.why}${missing.length === 1 ? "" : ` (of \`${first.name}\`)`}.`,
      {
        remediation: `Define ${names} in \`environment.variables\`, or give ${missing.length === 1 ? "it a default" : "them defaults"} in the code.`,
      },
    );
  },
});
