/** What nobody knows yet is never a finding, and never a silent pass: the report counts it and says why. */
import { rules } from "../policy-pack/rules";
import { HEADLINE } from "./support/only";
import { checkText } from "./support/programs";

const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const shared = new pulumi.StackReference("acme/network/prod");
const queue = new aws.sqs.Queue("jobs");

new aws.rds.Instance("orders", {
  engine: "postgres",
  instanceClass: "db.t3.medium",
  allocatedStorage: 20,
  username: "orders",
  password: pulumi.output(shared.getOutput("databasePassword")),
});

new aws.lb.LoadBalancer("web", {
  subnets: ["subnet-0a1b2c3d4e5f60718", "subnet-18f7e6d5c4b3a2910"],
  accessLogs: { enabled: true, bucket: shared.getOutput("logBucket") },
});

new aws.iam.Policy("worker", {
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sqs:ReceiveMessage"], Resource: queue.arn }],
  },
});

new aws.cloudwatch.MetricAlarm("depth", {
  comparisonOperator: "GreaterThanThreshold",
  evaluationPeriods: 1,
  alarmActions: [shared.getOutput("alertTopicArn")],
});
`;

test("an unknown password, log bucket, alarm action and policy resource are counted as undecided", async () => {
  const result = await checkText(PROGRAM, {
    unknownOutputs: true,
    rules: rules.filter(({ id }) => HEADLINE.some((each) => each === id)),
  });
  expect(result.error).toBeNull();
  expect(result.findings).toEqual([]);
  const counted = result.rules.filter((rule) => rule.undecided > 0).map((rule) => rule.id);
  expect(counted).toEqual(
    expect.arrayContaining(["alb-log-bucket-no-kms", "alarm-sns-actions", "iam-no-wildcard-resources"]),
  );
  expect(result.undecided.map((each) => `${each.rule} ${each.name}: ${each.reason}`)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^alb-log-bucket-no-kms web: ./)]),
  );
});
