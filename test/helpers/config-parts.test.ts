import { configManagedRules } from "../../policy-pack/helpers/config-managed-rules";
import { besides } from "../../policy-pack/helpers/config-parts";
import { kinds } from "../../policy-pack/engine/kinds";
import { namesOf, resource, stackOf, unknown } from "../support";

const recorder = (name: string, region?: unknown, provider?: string) =>
  resource(
    "aws:cfg/recorder:Recorder",
    name,
    region === undefined ? { roleArn: "r" } : { roleArn: "r", region },
    provider === undefined ? {} : { provider: { name: provider, props: {} } },
  );

test.each([
  ["a", "a,b"],
  ["west", "west"],
  ["elsewhere", "elsewhere"],
  ["mystery", ""],
])("beside %s: %s", (name, expected) => {
  const { stack, find } = stackOf(
    "preview",
    recorder("a"),
    recorder("b"),
    recorder("west", "us-west-2"),
    recorder("elsewhere", undefined, "other"),
    recorder("mystery", unknown),
  );
  expect(namesOf(besides(stack, find(name), kinds.configRecorder)).join()).toBe(expected);
});

test("managed rules say what triggers them", () => {
  const { identifiers, onChangesOnly } = configManagedRules();
  expect(identifiers.size).toBeGreaterThan(800);
  expect(onChangesOnly.has("S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED")).toBe(true);
  expect(onChangesOnly.has("IAM_PASSWORD_POLICY")).toBe(false);
  expect([...onChangesOnly].every((each) => identifiers.has(each))).toBe(true);
});
