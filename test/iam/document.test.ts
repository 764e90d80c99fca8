import { MASK } from "../../policy-pack/engine/made-up";
import { Value } from "../../policy-pack/engine/value";
import { Secret, UNKNOWN } from "../../policy-pack/engine/wire";
import { readDocument } from "../../policy-pack/iam/document";
import type { Elements } from "../../policy-pack/iam/statement";

const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const at = (raw: unknown) => new Value(raw, "policy");
const read = (raw: unknown) => readDocument(at(raw));
const texts = (elements: Elements | undefined) => elements?.known.map(({ value, text }) => `${value.path}=${text}`);

describe("reads a document", () => {
  test.each<[string, unknown, string]>([
    ["as JSON text", JSON.stringify({ Statement: [ALLOW] }), "policy.Statement[0]"],
    ["as an object", { Version: "2012-10-17", Statement: [ALLOW] }, "policy.Statement[0]"],
    ["with one statement that is no list", { Statement: ALLOW }, "policy.Statement"],
    ["as a secret text", new Secret(JSON.stringify({ Statement: ALLOW })), "policy.Statement"],
    ["as an object with secrets inside", { Statement: new Secret([new Secret(ALLOW)]) }, "policy.Statement[0]"],
    ["without a version", { Statement: [ALLOW] }, "policy.Statement[0]"],
    ["with white space around", `\n  ${JSON.stringify({ Statement: [ALLOW] })}  \n`, "policy.Statement[0]"],
  ])("%s", (_, raw, path) => {
    const document = read(raw);
    expect(document?.open).toEqual([]);
    expect(document?.statements.map((each) => each.value.path)).toEqual([path]);
    expect(texts(document?.statements[0]?.actions)).toEqual([`${path}.Action=s3:GetObject`]);
  });

  test("keeps a secret text secret", () => {
    const [statement] = read(new Secret(JSON.stringify({ Statement: ALLOW })))?.statements ?? [];
    expect(statement?.actions.known[0]?.value.secret).toBe(true);
  });

  test("keeps every part where it stood", () => {
    const statement = {
      Effect: "Deny",
      Principal: { AWS: "*" },
      NotAction: ["a:B", "c:D"],
      NotResource: "arn:x",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const [found] = read({ Statement: [ALLOW, statement] })?.statements.slice(1) ?? [];
    expect(found?.effect).toBe("Deny");
    expect(found?.actions.present).toBe(false);
    expect(found?.resources.present).toBe(false);
    expect(texts(found?.notActions)).toEqual([
      "policy.Statement[1].NotAction[0]=a:B",
      "policy.Statement[1].NotAction[1]=c:D",
    ]);
    expect(texts(found?.notResources)).toEqual(["policy.Statement[1].NotResource=arn:x"]);
    expect(found?.principal.at("AWS").string).toBe("*");
    expect(found?.condition.path).toBe("policy.Statement[1].Condition");
  });
});

test.each<[string, unknown]>([
  ["not set", undefined],
  ["null", null],
  ["an empty text", ""],
  ["blanks", " \n"],
])("no document: %s", (_, raw) => {
  expect(read(raw)).toBeUndefined();
});

describe("asks what cannot be read", () => {
  test.each<[string, unknown, "unknown" | "malformed", string, RegExp]>([
    ["a whole document", UNKNOWN, "unknown", "policy", /not known yet/],
    [
      "a text that is no JSON because of the unknown in it",
      `{"Statement":${UNKNOWN}}`,
      "unknown",
      "policy",
      /partly known/,
    ],
    ["a placeholder of a secret", "424242424242001", "unknown", "policy", /partly known/],
    ["the statements", { Statement: UNKNOWN }, "unknown", "policy.Statement", /not known yet/],
    ["a statement", { Statement: [UNKNOWN] }, "unknown", "policy.Statement[0]", /not known yet/],
    [
      "an effect",
      { Statement: [{ ...ALLOW, Effect: UNKNOWN }] },
      "unknown",
      "policy.Statement[0].Effect",
      /not known yet/,
    ],
    ["a text that is no JSON", '{"Statement": [}', "malformed", "policy", /not JSON \(line 1, column 16\)/],
    ["an object's text", "[object Object]", "malformed", "policy", /not JSON \(line 1, column 2\)/],
    [
      "JSON in JSON",
      JSON.stringify(JSON.stringify({ Statement: [ALLOW] })),
      "malformed",
      "policy",
      /not a policy document/,
    ],
    ["a list of statements without a document", [ALLOW], "malformed", "policy", /not a policy document/],
    ["a number", 42, "malformed", "policy", /not a policy document/],
    ["no statement", { Version: "2012-10-17" }, "malformed", "policy.Statement", /is missing/],
    ["another spelling", { statement: [ALLOW] }, "malformed", "policy.Statement", /is missing/],
    ["a statement that is a text", { Statement: ["Allow"] }, "malformed", "policy.Statement[0]", /not a statement/],
    ["no effect", { Statement: [{ Action: "*" }] }, "malformed", "policy.Statement[0].Effect", /is missing/],
    [
      "a wrong effect",
      { Statement: { ...ALLOW, Effect: "allow" } },
      "malformed",
      "policy.Statement.Effect",
      /neither `Allow`/,
    ],
    ["no action", { Statement: [{ Effect: "Allow" }] }, "malformed", "policy.Statement[0]", /neither `Action`/],
  ])("%s", (_, raw, kind, property, reason) => {
    const document = read(raw);
    expect(document?.statements).toEqual([]);
    expect(document?.open).toEqual([{ kind, property, reason: expect.stringMatching(reason) as unknown }]);
    expect(document?.open[0]?.reason).toContain(`\`${property}\``);
  });

  test("and reads the rest", () => {
    const document = read({ Statement: [UNKNOWN, ALLOW, "x"] });
    expect(document?.statements.map((each) => each.value.path)).toEqual(["policy.Statement[1]"]);
    expect(document?.open.map((each) => each.kind)).toEqual(["unknown", "malformed"]);
  });

  test("never prints the text", () => {
    const reason = read('hunter2-is-"the-password"')?.open[0]?.reason ?? "";
    expect(reason).toMatch(/line 1, column 1/);
    expect(reason).not.toContain("hunter2");
  });
});

describe("reads elements", () => {
  const elements = (action: unknown) => read({ Statement: { ...ALLOW, Action: action } })?.statements[0]?.actions;

  test("masks what is unknown or made up", () => {
    expect(texts(elements([`s3:${UNKNOWN}`, "arn:aws:s3:::logs-0facade/*"]))).toEqual([
      `policy.Statement.Action[0]=s3:${MASK}`,
      `policy.Statement.Action[1]=arn:aws:s3:::logs-${MASK}/*`,
    ]);
  });

  test.each<[string, unknown, readonly string[], readonly string[]]>([
    [
      "a list with an unknown",
      ["a:B", UNKNOWN],
      ["policy.Statement.Action[0]=a:B"],
      ["unknown policy.Statement.Action[1]"],
    ],
    ["all unknown", UNKNOWN, [], ["unknown policy.Statement.Action"]],
    [
      "a list with an object",
      ["a:B", {}],
      ["policy.Statement.Action[0]=a:B"],
      ["malformed policy.Statement.Action[1]"],
    ],
    ["an empty list", [], [], []],
  ])("%s", (_, raw, known, open) => {
    const found = elements(raw);
    expect(found?.present).toBe(true);
    expect(texts(found)).toEqual(known);
    expect(found?.open.map((each) => `${each.kind} ${each.property}`)).toEqual(open);
  });
});
