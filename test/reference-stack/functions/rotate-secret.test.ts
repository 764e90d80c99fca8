/** The handler that rotates the signing key, against a Secrets Manager of its own. */
import type { RotationEvent } from "../../../reference-stack/functions/rotate-secret";

/** The secret: values and stages by version. */
let versions: Map<string, { value?: string; stages: string[] }>;
let rotationEnabled: boolean;
let random: string | undefined;
const calls: string[] = [];

interface Command {
  readonly kind: string;
  readonly input: Record<string, string>;
}

function answer({ kind, input }: Command): unknown {
  calls.push(kind);
  const { VersionId = "", ClientRequestToken = "", MoveToVersionId = "", RemoveFromVersionId } = input;
  switch (kind) {
    case "DescribeSecretCommand":
      return {
        RotationEnabled: rotationEnabled,
        VersionIdsToStages: Object.fromEntries([...versions].map(([id, { stages }]) => [id, stages])),
      };
    case "GetRandomPasswordCommand":
      return { RandomPassword: random };
    case "GetSecretValueCommand": {
      const value = versions.get(VersionId)?.value;
      if (value === undefined) {
        throw Object.assign(new Error("no value"), { name: "ResourceNotFoundException" });
      }
      return { SecretString: value };
    }
    case "PutSecretValueCommand":
      versions.set(ClientRequestToken, { value: input.SecretString, stages: ["AWSPENDING"] });
      return {};
    case "UpdateSecretVersionStageCommand":
      if (RemoveFromVersionId !== undefined) {
        versions.get(RemoveFromVersionId)?.stages.splice(0, 1, "AWSPREVIOUS");
      }
      versions.get(MoveToVersionId)?.stages.unshift("AWSCURRENT");
      return {};
    default:
      throw new Error(`unexpected ${kind}`);
  }
}

jest.mock(
  "@aws-sdk/client-secrets-manager",
  () => {
    const command = (kind: string) =>
      class {
        readonly kind = kind;
        constructor(readonly input: unknown) {}
      };
    return {
      SecretsManagerClient: class {
        send = (each: Command) =>
          new Promise((resolve) => {
            resolve(answer(each));
          });
      },
      ...Object.fromEntries(
        [
          "DescribeSecretCommand",
          "GetRandomPasswordCommand",
          "GetSecretValueCommand",
          "PutSecretValueCommand",
          "UpdateSecretVersionStageCommand",
        ].map((kind) => [kind, command(kind)]),
      ),
    };
  },
  { virtual: true },
);

let handler: (event: RotationEvent) => Promise<void>;
const step = (Step: RotationEvent["Step"]) => handler({ Step, SecretId: "arn:secret", ClientRequestToken: "new" });
const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;

beforeAll(async () => {
  ({ handler } = await import("../../../reference-stack/functions/rotate-secret"));
});
beforeEach(() => {
  versions = new Map([
    ["old", { value: "o".repeat(64), stages: ["AWSCURRENT"] }],
    ["new", { stages: ["AWSPENDING"] }],
  ]);
  rotationEnabled = true;
  random = "r".repeat(64);
  calls.length = 0;
});

test("a rotation: the new value becomes current, the old one previous", async () => {
  for (const each of STEPS) {
    await step(each);
  }
  expect(versions.get("new")).toEqual({ value: "r".repeat(64), stages: ["AWSCURRENT", "AWSPENDING"] });
  expect(versions.get("old")?.stages).toEqual(["AWSPREVIOUS"]);
});

test("the first rotation, when there is no value yet", async () => {
  versions.delete("old");
  for (const each of STEPS) {
    await step(each);
  }
  expect(versions.get("new")?.stages).toContain("AWSCURRENT");
});

test("a step that is repeated makes no second value", async () => {
  await step("createSecret");
  random = "s".repeat(64);
  await step("createSecret");
  expect(versions.get("new")?.value).toBe("r".repeat(64));
});

test.each(STEPS)("%s of a version that is current already does nothing", async (each) => {
  versions.set("new", { value: "n".repeat(64), stages: ["AWSCURRENT"] });
  await step(each);
  expect(calls).toEqual(["DescribeSecretCommand"]);
});

test.each<[string, () => void, RegExp]>([
  ["rotation is off", () => (rotationEnabled = false), /not being rotated/],
  ["the version is unknown", () => versions.delete("new"), /not being rotated/],
  ["the version is an old one", () => versions.set("new", { stages: ["AWSPREVIOUS"] }), /neither current nor pending/],
  ["no random value comes", () => (random = undefined), /no random value/],
])("%s: refused", async (_what, prepare, message) => {
  prepare();
  await expect(step("createSecret")).rejects.toThrow(message);
});

test("a value of the wrong length is not taken, and is not told", async () => {
  versions.set("new", { value: "short", stages: ["AWSPENDING"] });
  const error = await step("testSecret").catch(String);
  expect(error).toMatch(/has 5 characters; expected 64/);
  expect(error).not.toContain("short");
});
