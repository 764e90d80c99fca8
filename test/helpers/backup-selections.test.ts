import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { isBackedUp } from "../../policy-pack/helpers/backup-selections";

const ARN = "arn:aws:rds:eu-west-1:111122223333:db:orders";

function answer(
  selection: Readonly<Record<string, unknown>> | undefined,
  database: Readonly<Record<string, unknown>> = { arn: ARN },
  dependsOnDatabase = false,
) {
  const db = new Resource({
    urn: "urn:pulumi:dev::shop::aws:rds/instance:Instance::db",
    type: "aws:rds/instance:Instance",
    name: "db",
    properties: () => database,
  });
  const backup = new Resource({
    urn: "urn:pulumi:dev::shop::aws:backup/selection:Selection::backup",
    type: "aws:backup/selection:Selection",
    name: "backup",
    properties: () => selection ?? {},
    propertyDependencies: () => ({ resources: dependsOnDatabase ? [db.urn] : [] }),
  });
  return isBackedUp(new Stack(selection === undefined ? [db] : [db, backup]), db);
}

const tag = (value: unknown) => ({ selectionTags: [{ type: "STRINGEQUALS", key: "backup", value }] });

test.each([
  ["no selection", undefined, undefined, "no"],
  ["its ARN", { resources: [ARN] }, undefined, "yes"],
  ["everything", { resources: ["*"] }, undefined, "yes"],
  ["everything, before the ARN is known", { resources: ["*"] }, { arn: UNKNOWN }, "yes"],
  ["all databases", { resources: ["arn:aws:rds:*:*:db:*"] }, undefined, "yes"],
  ["all databases, before the ARN is known", { resources: ["arn:aws:rds:*:*:db:*"] }, { arn: UNKNOWN }, "unknown"],
  ["all tables", { resources: ["arn:aws:dynamodb:*:*:table/*"] }, { arn: UNKNOWN }, "no"],
  ["another database", { resources: [`${ARN}-2`] }, undefined, "no"],
  ["something of another stack", { resources: [UNKNOWN] }, undefined, "unknown"],
  ["a list nobody knows", { resources: UNKNOWN }, undefined, "unknown"],
  ["a tag", tag("daily"), { arn: ARN, tags: { backup: "daily" } }, "yes"],
  ["another tag", tag("daily"), { arn: ARN, tags: { backup: "never" } }, "no"],
  ["a tag it has not", tag("daily"), undefined, "no"],
  ["an unknown tag", tag("daily"), { arn: ARN, tags: { backup: UNKNOWN } }, "unknown"],
  ["everything, on conditions", { resources: ["*"], conditions: [{}] }, undefined, "unknown"],
  ["everything but something", { resources: ["*"], notResources: [ARN] }, undefined, "unknown"],
])("%s", (_, selection, database, expected) => {
  expect(answer(selection, database)).toBe(expected);
});

test("what a selection depends on, while its ARN is unknown", () => {
  expect(answer({ resources: [UNKNOWN] }, { arn: UNKNOWN }, true)).toBe("yes");
});
