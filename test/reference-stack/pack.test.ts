/** The promise of the reference stack: the whole pack over it, with nothing found and nothing left out. */
import path from "node:path";
import { checkProgram } from "../../preflight";

const DIRECTORY = path.join(__dirname, "../../reference-stack");

/** The rules the stack has something for. A new rule joins them when the stack has what it looks at. */
const EXERCISED = [
  "alarm-sns-actions",
  "alb-log-bucket-no-kms",
  "cloudfront-log-bucket-acl",
  "iam-no-wildcard-actions",
  "iam-no-wildcard-resources",
  "rds-no-hardcoded-password",
  "s3-no-timestamped-names",
];

test.each(["dev", "prod"])("stack %s: no finding, nothing undecided, every rule at work", async (stack) => {
  const result = await checkProgram({ directory: DIRECTORY, stack, environment: process.env });
  expect(result.error).toBeNull();
  expect(result.findings).toEqual([]);
  expect(result.undecided).toEqual([]);
  expect(result.notes).toEqual([]);
  const evaluated = new Set(result.rules.filter((rule) => rule.evaluated > 0).map(({ id }) => id));
  expect(EXERCISED.filter((id) => !evaluated.has(id))).toEqual([]);
  expect(result.resources).toBeGreaterThan(120);
});

test("with unknown outputs, as in a first preview: no finding either, and every rule still at work", async () => {
  const result = await checkProgram({ directory: DIRECTORY, stack: "dev", unknownOutputs: true });
  expect(result.error).toBeNull();
  expect(result.findings).toEqual([]);
  const evaluated = new Set(result.rules.filter((rule) => rule.evaluated > 0).map(({ id }) => id));
  expect(EXERCISED.filter((id) => !evaluated.has(id))).toEqual([]);
});

test("a wrong value is the check's error, with every complaint, and no resource is registered", async () => {
  const config = ["vpcCidr=10.0.0.0/8", "appPort=80"];
  const result = await checkProgram({ directory: DIRECTORY, stack: "dev", config });
  expect(result.error?.message).toMatch(/vpcCidr = "10\.0\.0\.0\/8"[^]*appPort = "80"/);
  expect(result.resources).toBe(0);
});
