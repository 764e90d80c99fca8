import { albLogBucketPolicy } from "../../../policy-pack/rules/elb/alb-log-bucket-policy";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const SERVICE = "logdelivery.elasticloadbalancing.amazonaws.com";

const logs = resource(BUCKET, "logs", { forceDestroy: false });
const statement = (more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Principal: { Service: SERVICE },
  Action: "s3:PutObject",
  Resource: "arn:aws:s3:::acme-logs/AWSLogs/111122223333/*",
  ...more,
});
const policy = (statements: readonly unknown[], bucket: unknown = ref("logs"), name = "policy") =>
  resource(POLICY, name, { bucket, policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
const web = (more: Record<string, unknown> = {}, dependsOn: readonly string[] = ["policy"], type = LB) =>
  resource(type, "web", { accessLogs: { bucket: ref("logs"), enabled: true }, ...more }, { dependsOn });
const network = { loadBalancerType: "network" };
const IRELAND = { provider: { name: "eu", props: { region: "eu-west-1" } }, dependsOn: ["policy"] };

testRule(albLogBucketPolicy, {
  invalid: [
    {
      name: "a bucket without a policy",
      resources: [logs, web({}, [])],
      findings: [
        {
          resource: "logs",
          property: "",
          message:
            'Bucket "logs" takes the logs of load balancer "web" (`accessLogs.bucket`) and has no policy in this stack',
          severity: "high",
        },
      ],
    },
    {
      name: "two load balancers and two kinds of log: one finding",
      resources: [
        logs,
        web({ connectionLogs: { bucket: ref("logs"), enabled: true } }, []),
        resource(CLASSIC, "old", { accessLogs: { bucket: ref("logs", "bucket") } }),
      ],
      findings: [
        {
          resource: "logs",
          message: '"old" (`accessLogs.bucket`) and "web" (`accessLogs.bucket`, `connectionLogs.bucket`)',
        },
      ],
    },
    {
      name: "a policy of another bucket",
      resources: [logs, resource(BUCKET, "other", {}), policy([statement()], ref("other")), web()],
      findings: [{ resource: "logs", message: "has no policy" }],
    },
    {
      name: "a policy that lets in somebody else",
      resources: [logs, policy([statement({ Principal: { Service: "cloudtrail.amazonaws.com" } })]), web()],
      findings: [
        { resource: "policy", property: "policy", message: `does not let \`${SERVICE}\`, or the region's account` },
      ],
    },
    {
      name: "the principal of Network Load Balancers for an Application Load Balancer",
      resources: [logs, policy([statement({ Principal: { Service: "delivery.logs.amazonaws.com" } })]), web()],
      findings: [{ resource: "policy", message: "does not let" }],
    },
    {
      name: "the principal of Application Load Balancers for a Network Load Balancer",
      resources: [logs, policy([statement()]), web(network)],
      findings: [{ resource: "policy", message: "does not let `delivery.logs.amazonaws.com` put objects" }],
    },
    {
      name: "the account's own root",
      resources: [logs, policy([statement({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })]), web()],
      findings: [{ resource: "policy", message: "does not let" }],
    },
    {
      name: "the account of another region",
      resources: [
        logs,
        policy([statement({ Principal: { AWS: "arn:aws:iam::127311923021:root" } })]),
        resource(LB, "web", { accessLogs: { bucket: ref("logs"), enabled: true } }, IRELAND),
      ],
      findings: [{ resource: "policy", message: "does not let" }],
    },
    {
      name: "reading only",
      resources: [logs, policy([statement({ Action: "s3:GetBucketAcl" })]), web()],
      findings: [{ resource: "policy", message: "does not let" }],
    },
    {
      name: "without the configured prefix",
      resources: [
        logs,
        policy([statement()]),
        web({ accessLogs: { bucket: ref("logs"), enabled: true, prefix: "alb" } }),
      ],
      findings: [{ resource: "policy", message: "not to `alb/AWSLogs/<account>/*`" }],
    },
    {
      name: "the bucket itself, not the objects in it",
      resources: [logs, policy([statement({ Resource: "arn:aws:s3:::acme-logs" })]), web()],
      findings: [{ resource: "policy", message: 'write to "arn:aws:s3:::acme-logs"' }],
    },
    {
      name: "nothing orders the load balancer after the policy",
      resources: [logs, policy([statement()]), web({}, [])],
      findings: [
        {
          resource: "web",
          property: "",
          message: 'Load balancer "web" does not depend on "policy", the policy that lets it write',
          severity: "medium",
        },
      ],
    },
    {
      name: "the same while the policy is not known yet",
      resources: [
        logs,
        resource(POLICY, "policy", {
          bucket: ref("logs"),
          policy: json({ Statement: [statement({ Resource: interpolate`${ref("logs", "arn")}/AWSLogs/*` })] }),
        }),
        web({}, []),
      ],
      findings: [{ resource: "web", message: 'does not depend on "policy"' }],
    },
  ],
  valid: [
    {
      name: "the service principal, the load balancer after the policy",
      resources: [logs, policy([statement()]), web()],
    },
    {
      name: "ordered through the bucket's name as the policy has it",
      resources: [
        logs,
        policy([statement()]),
        resource(LB, "web", { accessLogs: { bucket: ref("policy", "bucket"), enabled: true } }),
      ],
    },
    {
      name: "the region's account",
      resources: [
        logs,
        policy([statement({ Principal: { AWS: "arn:aws:iam::156460612806:root" } })]),
        resource(LB, "web", { accessLogs: { bucket: ref("logs"), enabled: true } }, IRELAND),
      ],
    },
    {
      name: "some region's account, the region unknown",
      resources: [logs, policy([statement({ Principal: { AWS: "127311923021" } })]), web()],
    },
    {
      name: "with the configured prefix, and any account",
      resources: [
        logs,
        policy([statement({ Resource: "arn:aws:s3:::acme-logs/alb/AWSLogs/*" })]),
        web({ accessLogs: { bucket: ref("logs"), enabled: true, prefix: "alb" } }),
      ],
    },
    {
      name: "the whole bucket",
      resources: [logs, policy([statement({ Resource: "arn:aws:s3:::acme-logs/*", Action: "s3:*" })]), web()],
    },
    {
      name: "a document built from the bucket's ARN",
      resources: [
        logs,
        resource(POLICY, "policy", {
          bucket: ref("logs"),
          policy: json({ Statement: [statement({ Resource: interpolate`${ref("logs", "arn")}/AWSLogs/*` })] }),
        }),
        web(),
      ],
      undecided: ["preview"],
    },
    {
      name: "a Network Load Balancer and its principal",
      resources: [logs, policy([statement({ Principal: { Service: "delivery.logs.amazonaws.com" } })]), web(network)],
    },
    {
      name: "a policy inline on the bucket",
      resources: [resource(BUCKET, "logs", { policy: JSON.stringify({ Statement: [statement()] }) }), web({}, [])],
    },
    {
      name: "a Gateway Load Balancer",
      resources: [logs, web({ loadBalancerType: "gateway" }, [])],
      outcome: "notApplicable",
    },
    {
      name: "logs that are off",
      resources: [logs, web({ accessLogs: { bucket: ref("logs"), enabled: false } }, [])],
      outcome: "notApplicable",
    },
    {
      name: "a bucket that is not of this stack",
      resources: [logs, web({ accessLogs: { bucket: "acme-central-logs", enabled: true } }, [])],
      outcome: "notApplicable",
    },
    {
      name: "a policy for a bucket nobody knows yet",
      resources: [logs, policy([statement()], unknown), web()],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
