import { Redactor, redactorFor } from "../../policy-pack/engine/redact";

const KEY = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";

describe("Redactor", () => {
  test.each([
    ["plain", "hunter2-canary", "the password is hunter2-canary!"],
    ["in JSON", 'quo"ted', JSON.stringify({ password: 'quo"ted' })],
    ["in base64", "hunter2-canary", `x ${Buffer.from("hunter2-canary").toString("base64")} y`],
    ["in a URL", "p@ss word", "postgres://u:p%40ss%20word@db"],
    ["one line of a key", KEY, "   MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"],
    ["short, in quotes", "abc", `password: "abc"`],
  ])("removes a secret %s", (_, secret, text) => {
    const redacted = new Redactor([secret]).apply(text);
    expect(redacted).toContain("[secret]");
    for (const line of secret.split("\n").filter((each) => each.length > 3)) {
      expect(redacted).not.toContain(line);
    }
  });

  test("leaves ordinary words alone", () => {
    expect(new Redactor(["ab", ""]).apply("about abstract things")).toBe("about abstract things");
    expect(new Redactor().apply("anything")).toBe("anything");
  });

  test("replaces the longest secret first", () => {
    expect(new Redactor(["hunter", "hunter2-canary"]).apply("hunter2-canary")).toBe("[secret]");
  });

  test("takes what configuration marks secret, or names like one where nobody says", () => {
    const config = new Map([
      ["p:region", { value: "us-east-1", secret: undefined }],
      ["p:dbPassword", { value: "canary-one", secret: undefined }],
      ["p:token", { value: "public-token", secret: false }],
      ["p:other", { value: "canary-two", secret: true }],
    ]);
    const redactor = redactorFor({ project: "p", stack: "dev", config, environment: {} });
    expect(redactor.apply("us-east-1 canary-one public-token canary-two")).toBe(
      "us-east-1 [secret] public-token [secret]",
    );
  });
});
