import { namesEnvironment } from "../../../policy-pack/rules/program/names-environment";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const ROLE = "aws:iam/role:Role";
const QUEUE = "aws:sqs/queue:Queue";
const FUNCTION = "aws:lambda/function:Function";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const queue = (name: string) => resource(QUEUE, name, { name });

testRule(namesEnvironment, {
  valid: [
    {
      name: "names with the stack's name",
      resources: [resource(QUEUE, "q", { name: "jobs-dev" }), resource(ROLE, "r", { name: "dev-deploy" })],
    },
    { name: "names with an environment's name", resources: [resource(QUEUE, "q", { name: "jobs-staging" })] },
    { name: "names Pulumi makes", resources: [resource(QUEUE, "q"), resource(ROLE, "r", { assumeRolePolicy: "{}" })] },
    {
      name: "a name made of another resource's",
      resources: [queue("jobs-dev"), resource(QUEUE, "q", { name: interpolate`${ref("jobs-dev", "name")}-failed` })],
    },
    {
      name: "a random suffix",
      resources: [
        resource("random:index/randomId:RandomId", "suffix", { byteLength: 4, hex: "9f86d081" }),
        resource(ROLE, "r", { name: interpolate`deploy-${ref("suffix", "hex")}` }),
      ],
    },
    {
      name: "a bucket, which has its own rule",
      resources: [resource("aws:s3/bucket:Bucket", "b", { bucket: "shop" })],
    },
    {
      name: "what its network or bus tells apart",
      resources: [
        resource("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }),
        resource("aws:ec2/securityGroup:SecurityGroup", "g", { name: "web", vpcId: ref("net") }),
        resource("aws:iam/rolePolicy:RolePolicy", "p", { name: "read", role: "x", policy: "{}" }),
      ],
    },
    { name: "what may share its name", resources: [resource("aws:apigateway/restApi:RestApi", "a", { name: "shop" })] },
    { name: "names AWS prescribes", resources: [resource(ROLE, "r", { name: "dms-vpc-role" })] },
    {
      name: "exempt",
      resources: [resource(ROLE, "r", { name: "ci-deploy" })],
      settings: { exempt: ["ci-*"], environmentWords: ["x"] },
    },
    {
      name: "components and other providers",
      resources: [
        component("site", { name: "site" }),
        resource("random:index/randomId:RandomId", "id", { byteLength: 4 }),
      ],
    },
    {
      name: "a name nobody knows",
      resources: [resource(QUEUE, "q", { name: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "one name",
      resources: [resource(QUEUE, "q", { name: "shop-jobs" })],
      findings: [
        {
          resource: "q",
          property: "name",
          message:
            '1 name holds neither the stack\'s name nor another word for the environment: "shop-jobs" (queue "q"). A second stack of this program in the same account and region collides with it.',
          severity: "medium",
        },
      ],
    },
    {
      name: "many names, one finding",
      resources: [
        component("site"),
        ...["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => queue(`shop-${name}`)),
        resource(ROLE, "r", { name: "deploy" }, { parent: "site" }),
        resource(QUEUE, "right", { name: "jobs-dev" }),
      ],
      findings: [
        { resource: "r", message: /^10 names hold .*"deploy" \(IAM role "r"\), "shop-a".*, and 2 more\. A second/ },
      ],
    },
    {
      name: "a function and its log group, which follows it",
      resources: [
        resource(FUNCTION, "f", { name: "resize", role: "x" }),
        resource(LOG_GROUP, "l", { name: "/aws/lambda/resize" }),
      ],
      findings: [{ resource: "f", message: /^1 name holds/ }],
    },
    {
      name: "a log group of another function",
      resources: [
        resource(FUNCTION, "f", { name: "resize-dev", role: "x" }),
        resource(LOG_GROUP, "l", { name: "/aws/lambda/resize" }),
      ],
      findings: [{ resource: "l", message: '"/aws/lambda/resize" (log group "l")' }],
    },
    {
      name: "beside names that are unknown in a first preview",
      resources: [
        resource("aws:ec2/vpc:Vpc", "net", { cidrBlock: "10.0.0.0/16" }),
        resource(QUEUE, "q", { name: interpolate`q-${ref("net")}` }),
        resource("aws:rds/instance:Instance", "d", { identifier: "orders" }),
      ],
      findings: [{ resource: "d", property: "identifier", message: '"orders" (DB instance "d")' }],
    },
  ],
});
