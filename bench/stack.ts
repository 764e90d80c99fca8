/** A stack of any size with the mixture a real one has: for every ten resources, some that rules look at. */
import type { AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { stackRequest } from "../kit/testing/engine-calls";
import { derived, ref, resolveStack, resource, type ResourceLiteral } from "../kit/testing/literals";

const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::data/*" }],
});

/** One service: a log bucket with its companions, a load balancer, an alarm, a database, a role, plain instances. */
function service(index: number): readonly ResourceLiteral[] {
  const name = (suffix: string) => `svc${index}-${suffix}`;
  return [
    resource("aws:s3/bucket:Bucket", name("logs"), { bucket: name("logs"), tags: { Name: name("logs"), team: "x" } }),
    resource("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", name("sse"), {
      bucket: ref(name("logs")),
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    }),
    resource("aws:lb/loadBalancer:LoadBalancer", name("lb"), {
      loadBalancerType: "application",
      accessLogs: { bucket: derived(name("logs"), name("logs")), enabled: true },
    }),
    resource("aws:sns/topic:Topic", name("alerts"), { name: name("alerts") }),
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", name("alarm"), {
      comparisonOperator: "GreaterThanThreshold",
      evaluationPeriods: 1,
      alarmActions: [ref(name("alerts"), "arn")],
    }),
    resource("aws:rds/instance:Instance", name("db"), { engine: "postgres", manageMasterUserPassword: true }),
    resource("aws:iam/role:Role", name("role"), {
      assumeRolePolicy: DOCUMENT,
      inlinePolicies: [{ name: "p", policy: DOCUMENT }],
    }),
    ...[0, 1, 2].map((each) =>
      resource("aws:ec2/instance:Instance", name(`vm${each}`), {
        ami: "ami-0abc1234",
        instanceType: "t3.micro",
        userData: "x".repeat(200),
        tags: { Name: name("vm"), env: "prod", team: "x", cost: "1" },
        rootBlockDevice: { encrypted: true, volumeSize: 20, volumeType: "gp3" },
      }),
    ),
  ];
}

/** The stack itself, of at least this many resources. */
export function benchmarkLiterals(size: number): readonly ResourceLiteral[] {
  return Array.from({ length: Math.ceil(size / 10) }, (_, index) => service(index)).flat();
}

/** The request the engine would send for a stack of this many resources, all values known. */
export function benchmarkStack(size: number): AnalyzeStackRequest {
  return stackRequest(resolveStack(benchmarkLiterals(size), "up").slice(0, size));
}
