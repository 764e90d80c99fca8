import type { Permissions } from "../../policy-pack/iam/effective-permissions";
import { mayUseService } from "../../policy-pack/iam/service-permissions";
import { readDocument } from "../../policy-pack/iam/document";
import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";

/** Permissions of a principal with one document. */
function allowed(statements: readonly unknown[], open: readonly unknown[] = []): Permissions {
  const document = readDocument(new Value({ Version: "2012-10-17", Statement: statements }, "policy"));
  const granted = { statements: (document?.statements ?? []).map((statement) => ({ statement })), open };
  return { granted } as unknown as Permissions;
}
const allow = (more: Readonly<Record<string, unknown>>) => ({ Effect: "Allow", Resource: "*", ...more });

describe("mayUseService", () => {
  test.each<readonly [string, readonly unknown[], "yes" | "no" | "unknown"]>([
    ["an action of it", [allow({ Action: "sqs:SendMessage" })], "yes"],
    ["in whatever case", [allow({ Action: ["logs:PutLogEvents", "SQS:sendmessage"] })], "yes"],
    ["all its actions", [allow({ Action: "sqs:*" })], "yes"],
    ["everything", [allow({ Action: "*" })], "yes"],
    ["everything, spelled out", [allow({ Action: "*:*" })], "yes"],
    ["everything but something", [allow({ NotAction: "iam:*" })], "yes"],
    ["another service's", [allow({ Action: "sns:Publish" })], "no"],
    ["one that begins alike", [allow({ Action: "sqsx:SendMessage" })], "no"],
    ["a denial", [{ Effect: "Deny", Resource: "*", Action: "sqs:*" }], "no"],
    ["nothing", [], "no"],
    ["another role", [allow({ Action: "sts:AssumeRole" })], "unknown"],
    ["an action nobody knows yet", [allow({ Action: [UNKNOWN] })], "unknown"],
  ])("%s", (_, statements, expected) => {
    expect(mayUseService(allowed(statements), "sqs")).toBe(expected);
  });

  test("a document nobody knows yet", () => {
    expect(mayUseService(allowed([], [{}]), "sqs")).toBe("unknown");
    expect(mayUseService(allowed([allow({ Action: "sqs:*" })], [{}]), "sqs")).toBe("yes");
  });
});
