import { destinationsOf, eventInvokeConfigsOf, hasFailurePath } from "../../policy-pack/helpers/function-destinations";
import { MODES, namesOf, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const queue = resource("aws:sqs/queue:Queue", "failed");
const other = resource("aws:lambda/function:Function", "other", { handler: "index.handler" });
const fn = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:lambda/function:Function", "fn", { handler: "index.handler", ...more });
const config = (destinationConfig: unknown, functionName: unknown = ref("fn", "name")) =>
  resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "config", {
    functionName,
    destinationConfig,
  });
const to = { destination: ref("failed", "arn") };

test.each<[string, readonly ResourceLiteral[], readonly string[], boolean]>([
  ["none", [fn()], [], false],
  [
    "a dead-letter queue",
    [fn({ deadLetterConfig: { targetArn: ref("failed", "arn") } })],
    ["fn.deadLetterConfig.targetArn"],
    true,
  ],
  ["an empty text", [fn({ deadLetterConfig: { targetArn: "" } })], [], false],
  ["for failures", [fn(), config({ onFailure: to })], ["config.destinationConfig.onFailure.destination"], true],
  ["for successes only", [fn(), config({ onSuccess: to })], ["config.destinationConfig.onSuccess.destination"], false],
  ["of another function", [fn(), config({ onFailure: to }, ref("other", "name"))], [], false],
])("destinations: %s", (_, literals, expected, fails) => {
  for (const mode of MODES) {
    const { stack, find } = stackOf(mode, queue, other, ...literals);
    const told = destinationsOf(stack, find("fn")).map(({ holder, property }) => `${holder.name}.${property}`);
    expect(told).toEqual(expected);
    expect(hasFailurePath(stack, find("fn"))).toBe(fails);
  }
});

test.each([
  ["the function's", ref("fn", "name"), ["config"], false],
  ["another's", ref("other", "name"), [], false],
  ["somebody's", unknown, [], true],
])("settings that are %s", (_, functionName, sure, possible) => {
  const { stack, find } = stackOf("preview", queue, other, fn(), config({}, functionName));
  const found = eventInvokeConfigsOf(stack, find("fn"));
  expect([namesOf(found.sure), found.possible]).toEqual([sure, possible]);
});
