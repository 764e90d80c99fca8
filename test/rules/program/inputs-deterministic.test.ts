import { inputsDeterministic } from "../../../policy-pack/rules/program/inputs-deterministic";
import { derived, resource, secret, type ResourceLiteral } from "../../support";
import { foundTwice } from "../../support/evaluated-twice";

const FUNCTION = "aws:lambda/function:Function";
const asset = (text: string) => ({
  "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17",
  text,
});
const judge = (program: (changing: string) => readonly ResourceLiteral[]) =>
  foundTwice(inputsDeterministic, program("k3x9aq"), program("p0d7zz"));

describe("inputs-deterministic reports", () => {
  test("a tag, with a low severity", () => {
    const found = judge((changing) => [resource(FUNCTION, "api", { tags: { DeployedAt: changing } })]);
    expect(found).toEqual([expect.stringMatching(/^low api tags\.DeployedAt: `tags\.DeployedAt` differs/)]);
  });

  test("an environment variable, without the text around it", () => {
    const found = judge((changing) => [
      resource(FUNCTION, "api", { environment: { variables: { BUILD: `hunter2 ${changing}` } } }),
    ]);
    expect(found).toEqual([
      expect.stringMatching(/^medium api environment\.variables\.BUILD: (?!.*hunter2).*6 letters and digits/),
    ]);
  });

  test("a password that is drawn anew, once where it is used twice", () => {
    const found = judge((changing) => [
      resource("aws:rds/instance:Instance", "db", { password: secret(changing) }),
      resource("aws:ssm/parameter:Parameter", "password", { value: secret(changing) }),
    ]);
    expect(found).toEqual([expect.stringMatching(/^medium .* The same part is in `\w+` of "(?:db|password)"\.$/)]);
  });

  test("source code, a number, an element that comes and goes", () => {
    const program = (code: string, size: number, layers: readonly string[]) => [
      resource(FUNCTION, "a", { code: asset(code) }),
      resource(FUNCTION, "b", { memorySize: size }),
      resource(FUNCTION, "c", { layers }),
    ];
    const found = foundTwice(inputsDeterministic, program("built 1", 128, ["x"]), program("built 2", 256, ["x", "y"]));
    expect(found).toEqual([
      expect.stringMatching(/^medium a code\.text: .*1 digit/),
      expect.stringMatching(/^medium b memorySize: /),
      expect.stringMatching(/^medium c layers\[1\]: .*is there in one evaluation/),
    ]);
  });
});

describe("inputs-deterministic says nothing about", () => {
  test("names, which names-deterministic reports", () => {
    expect(judge((changing) => [resource(FUNCTION, "api", { name: `api-${changing}` })])).toEqual([]);
  });

  test("triggers, which are there to change", () => {
    expect(
      judge((changing) => [
        resource("command:local:Command", "build", { triggers: [changing] }),
        resource("aws:apigateway/deployment:Deployment", "d", { triggers: { at: changing } }),
        resource("random:index/randomId:RandomId", "id", { keepers: { at: changing } }),
      ]),
    ).toEqual([]);
  });

  test("what follows from a resource that differs itself", () => {
    const found = judge((changing) => [
      resource(FUNCTION, "api", { description: changing }),
      resource("aws:lambda/alias:Alias", "live", { functionVersion: derived(changing, "api") }),
    ]);
    expect(found).toEqual([expect.stringMatching(/^low api description: /)]);
  });

  test("files in another temporary directory", () => {
    const archive = (path: string) => ({
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      path,
    });
    expect(judge((changing) => [resource(FUNCTION, "api", { code: archive(`/tmp/${changing}`) })])).toEqual([]);
  });
});
