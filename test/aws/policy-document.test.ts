import { PolicyDocumentError, renderPolicyDocument } from "../../preflight/aws/policy-document";

const render = (args: Readonly<Record<string, unknown>>) => JSON.parse(renderPolicyDocument(args).json) as unknown;
const one = (statement: Readonly<Record<string, unknown>>) => render({ statements: [statement] });
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });

describe("a policy document", () => {
  test.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    [
      "Allow by default; one of a list is text",
      { actions: ["s3:GetObject"], resources: ["*"] },
      { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
    ],
    [
      "several are sorted backwards",
      { effect: "Deny", actions: ["s3:Get*", "s3:Put*", "s3:List*"], resources: ["b", "a"] },
      { Effect: "Deny", Action: ["s3:Put*", "s3:List*", "s3:Get*"], Resource: ["b", "a"] },
    ],
    [
      "empty lists are left out",
      { actions: [], notActions: ["iam:*"], notResources: ["x"] },
      { Effect: "Allow", NotAction: "iam:*", NotResource: "x" },
    ],
    ["an empty Sid is none", { sid: "", actions: ["a:B"] }, { Effect: "Allow", Action: "a:B" }],
    ["everyone is a text", { principals: [{ type: "*", identifiers: ["*"] }] }, { Effect: "Allow", Principal: "*" }],
    [
      "every AWS account is not",
      { principals: [{ type: "AWS", identifiers: ["*"] }] },
      { Effect: "Allow", Principal: { AWS: "*" } },
    ],
    [
      "principals of one type are joined",
      {
        principals: [
          { type: "Service", identifiers: ["a.amazonaws.com"] },
          { type: "AWS", identifiers: ["2", "3"] },
          { type: "AWS", identifiers: ["1"] },
        ],
      },
      { Effect: "Allow", Principal: { AWS: ["3", "2", "1"], Service: "a.amazonaws.com" } },
    ],
    [
      "principals that are excluded",
      { notPrincipals: [{ type: "AWS", identifiers: ["1"] }] },
      { Effect: "Allow", NotPrincipal: { AWS: "1" } },
    ],
    [
      "the values of a condition keep their order",
      {
        conditions: [
          { test: "StringLike", variable: "s3:prefix", values: ["home/", "a/"] },
          { test: "StringLike", variable: "aws:PrincipalArn", values: ["x"] },
          { test: "Bool", variable: "aws:SecureTransport", values: ["false"] },
        ],
      },
      {
        Effect: "Allow",
        Condition: {
          Bool: { "aws:SecureTransport": "false" },
          StringLike: { "aws:PrincipalArn": "x", "s3:prefix": ["home/", "a/"] },
        },
      },
    ],
    [
      "a policy variable",
      { resources: ["arn:aws:s3:::b/&{aws:username}/*"] },
      { Effect: "Allow", Resource: "arn:aws:s3:::b/${aws:username}/*" },
    ],
  ])("%s", (_, statement, expected) => {
    expect(one(statement)).toEqual(document(expected));
  });

  test("has the elements in the provider's order, indented and minified", () => {
    const { json, minifiedJson } = renderPolicyDocument({
      policyId: "p",
      statements: [
        {
          conditions: [{ test: "Bool", variable: "v", values: ["true"] }],
          principals: [{ type: "AWS", identifiers: ["1"] }],
          resources: ["r"],
          actions: ["a:B"],
          sid: "S",
        },
      ],
    });
    expect(minifiedJson).toBe(
      '{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"S","Effect":"Allow","Action":"a:B","Resource":"r","Principal":{"AWS":"1"},"Condition":{"Bool":{"v":"true"}}}]}',
    );
    expect(json).toContain('\n  "Statement": [\n    {\n      "Sid": "S",');
    expect(JSON.parse(json)).toEqual(JSON.parse(minifiedJson));
  });

  test("without statements it is only a version; the version can be the old one", () => {
    expect(render({})).toEqual({ Version: "2012-10-17" });
    expect(render({ version: "2008-10-17" })).toEqual({ Version: "2008-10-17" });
  });

  test("sources come first, own statements replace those of their Sid, overrides replace both", () => {
    const source = JSON.stringify({
      Version: "2008-10-17",
      Statement: [{ Sid: "A", Effect: "Allow" }, { Effect: "Deny" }],
    });
    const override = JSON.stringify({ Statement: { Sid: "B", Effect: "Deny", Action: "x:Y" } });
    expect(
      render({
        sourcePolicyDocuments: [source, ""],
        statements: [{ sid: "A", actions: ["a:B"] }, { sid: "B" }, { actions: ["c:D"] }],
        overridePolicyDocuments: [override],
      }),
    ).toEqual(
      document(
        { Sid: "A", Effect: "Allow", Action: "a:B" },
        { Effect: "Deny" },
        { Sid: "B", Effect: "Deny", Action: "x:Y" },
        { Effect: "Allow", Action: "c:D" },
      ),
    );
  });

  test.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    ["two own statements of one Sid", { statements: [{ sid: "A" }, { sid: "A" }] }, /^duplicate Sid \(A\)/],
    [
      "two source statements of one Sid",
      { sourcePolicyDocuments: ['{"Statement":[{"Sid":"A"}]}', '{"Statement":[{"Sid":"A"}]}'] },
      /^duplicate Sid \(A\) in source_policy_documents \(item 1\)/,
    ],
    ["a source that is not JSON", { sourcePolicyDocuments: ["{"] }, /^merging source_policy_documents \(item 0\)/],
    ["an override that is not JSON", { overridePolicyDocuments: ["no"] }, /^merging override_policy_documents/],
    [
      "a variable in a document of the old version",
      { version: "2008-10-17", statements: [{ resources: ["&{aws:username}"] }] },
      /not supported in document version 2008-10-17/,
    ],
  ])("is refused: %s", (_, args, message) => {
    expect(() => renderPolicyDocument(args)).toThrow(PolicyDocumentError);
    expect(() => renderPolicyDocument(args)).toThrow(message);
  });

  test("escapes what Go escapes", () => {
    expect(renderPolicyDocument({ statements: [{ resources: ["a<b>&"] }] }).minifiedJson).toContain(
      "a\\u003cb\\u003e\\u0026",
    );
  });
});
