/** The promise of the reference stack: the whole pack over it, with nothing found and nothing left out. */
import path from "node:path";
import { checkProgram, type CheckResult } from "../../preflight";

const DIRECTORY = path.join(__dirname, "../../reference-stack");
/** Switches on the one rule that is off until somebody says how names look. */
const SETTINGS = path.join(DIRECTORY, "preflight.json");

/** The rules the stack has nothing for, and why. Every other rule evaluates something in dev or in prod. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  "account-singletons": "the stack makes nothing that an account has once",
  "apigateway-account-role": "requests come through CloudFront and a load balancer; there is no API Gateway",
  "apigateway-redeploys": "there is no API Gateway",
  "apigateway-throttling": "there is no API Gateway",
  "apigateway-valid": "there is no API Gateway",
  "codepipeline-source": "whatever deploys this is not part of it",
  "codepipeline-valid": "whatever deploys this is not part of it",
  "config-recorder-started": "AWS Config is switched on once for an account, not by a stack",
  "config-recorder-valid": "AWS Config is switched on once for an account, not by a stack",
  "cors-no-wildcard-credentials": "no function has a URL, and there is no API Gateway",
  "dms-valid": "nothing is migrated from another database",
  "dynamodb-resilience": "the data is relational",
  "dynamodb-valid": "the data is relational",
  "ecs-image-tag": "the application runs on instances, not in containers",
  "ecs-valid-service": "the application runs on instances",
  "ecs-valid-task": "the application runs on instances",
  "eks-role-policies-first": "the application runs on instances",
  "eks-valid": "the application runs on instances",
  "elasticache-valid": "there is no cache but CloudFront",
  "eventbridge-target-role": "S3 and Secrets Manager start the functions; there is no rule of EventBridge",
  "eventbridge-valid": "there is no rule of EventBridge",
  "lambda-concurrency": "a new account has ten executions in all, and can reserve none of them",
  "lambda-event-source-valid": "no function reads a stream or a queue",
  "lambda-published-version": "functions are replaced at once; nothing points at a version",
};

/** Rules that read a document with the ARN of something in it, which a first preview does not know. They decide at `up`. */
const AFTER_PREVIEW = [
  "alarm-topic-delivers",
  "alb-log-bucket-policy",
  "cloudfront-origin-access",
  "cloudtrail-delivers",
  "dashboard-valid",
  "flow-log-valid",
  "lambda-environment-permitted",
  "lambda-role-permits",
  "s3-notification-permission",
  "s3-tls-only",
];

const STACKS = ["dev", "prod"] as const;
const results = new Map<string, CheckResult>();
const evaluated = ({ rules }: CheckResult) => rules.filter((rule) => rule.evaluated > 0).map(({ id }) => id);

beforeAll(async () => {
  for (const stack of STACKS) {
    results.set(
      stack,
      await checkProgram({ directory: DIRECTORY, stack, packConfigFile: SETTINGS, environment: process.env }),
    );
  }
});

test.each([
  ["dev", 300],
  ["prod", 500],
])("stack %s: no finding, nothing undecided, no note, over %d resources", (stack, resources) => {
  const result = results.get(stack);
  expect(result).toMatchObject({ error: null, findings: [], undecided: [], notes: [] });
  expect(result?.resources).toBeGreaterThan(resources);
});

test("every rule finds something to evaluate, or has a reason why not, and not both", () => {
  const all = results.get("dev")?.rules.map(({ id }) => id) ?? [];
  const exercised = new Set([...results.values()].flatMap(evaluated));
  expect(all.filter((id) => !exercised.has(id) && !Object.hasOwn(NOT_EXERCISED, id))).toEqual([]);
  expect(Object.keys(NOT_EXERCISED).filter((id) => exercised.has(id) || !all.includes(id))).toEqual([]);
});

test("with unknown outputs, as in a first preview: no finding either, and nearly all rules at work", async () => {
  const result = await checkProgram({
    directory: DIRECTORY,
    stack: "dev",
    packConfigFile: SETTINGS,
    unknownOutputs: true,
  });
  expect(result).toMatchObject({ error: null, findings: [] });
  const atWork = new Set(evaluated(result));
  const dev = results.get("dev");
  expect(dev && evaluated(dev).filter((id) => !atWork.has(id) && !AFTER_PREVIEW.includes(id))).toEqual([]);
});

test("a wrong value is the check's error, with every complaint, and no resource is registered", async () => {
  const config = ["vpcCidr=10.0.0.0/8", "appPort=80"];
  const result = await checkProgram({ directory: DIRECTORY, stack: "dev", config });
  expect(result.error?.message).toMatch(/vpcCidr = "10\.0\.0\.0\/8"[^]*appPort = "80"/);
  expect(result.resources).toBe(0);
});
