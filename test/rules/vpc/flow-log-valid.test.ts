import { flowLogValid } from "../../../policy-pack/rules/vpc/flow-log-valid";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const group = resource("aws:cloudwatch/logGroup:LogGroup", "group", { retentionInDays: 30 });
const bucket = resource("aws:s3/bucket:Bucket", "bucket", {});
const trust = (service: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
});
const role = (service = "vpc-flow-logs.amazonaws.com") =>
  resource("aws:iam/role:Role", "role", { assumeRolePolicy: JSON.stringify(trust(service)) });
const policy = (on: unknown, actions: unknown = ["logs:CreateLogStream", "logs:PutLogEvents"]) =>
  resource("aws:iam/rolePolicy:RolePolicy", "policy", {
    role: ref("role"),
    policy: json({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: on }] }),
  });
const streams = policy(interpolate`${ref("group", "arn")}:*`);
const flowLog = (props: Record<string, unknown>) => resource("aws:ec2/flowLog:FlowLog", "log", props);
const toGroup = {
  vpcId: ref("vpc"),
  trafficType: "ALL",
  logDestination: ref("group", "arn"),
  iamRoleArn: ref("role", "arn"),
};
const toBucket = {
  vpcId: ref("vpc"),
  trafficType: "ALL",
  logDestinationType: "s3",
  logDestination: ref("bucket", "arn"),
};
const without = (from: Record<string, unknown>, name: string) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
const base = [vpc, group, bucket];

testRule(flowLogValid, {
  judgedByCompanions: ["aws:ec2/flowLog:FlowLog"],
  invalid: [
    {
      name: "no source",
      resources: [...base, flowLog(without(toBucket, "vpcId"))],
      findings: [{ resource: "log", property: "", message: "no source", severity: "high" }],
    },
    {
      name: "two sources",
      resources: [...base, flowLog({ ...toBucket, subnetId: "subnet-1" })],
      findings: [{ resource: "log", property: "subnetId", message: "2 sources, `vpcId` and `subnetId`" }],
    },
    {
      name: "no traffic type",
      resources: [...base, flowLog(without(toBucket, "trafficType"))],
      findings: [{ resource: "log", property: "trafficType", message: "`trafficType` is not set" }],
    },
    {
      name: "no destination",
      resources: [...base, role(), policy("*"), flowLog(without(toGroup, "logDestination"))],
      findings: [{ resource: "log", property: "logDestination", message: "has no destination" }],
    },
    {
      name: "no destination in S3",
      resources: [...base, flowLog(without(toBucket, "logDestination"))],
      findings: [{ resource: "log", property: "logDestination", message: "has no destination" }],
    },
    {
      name: "no role for CloudWatch Logs",
      resources: [...base, flowLog({ ...without(toGroup, "iamRoleArn"), logDestinationType: "cloud-watch-logs" })],
      findings: [{ resource: "log", property: "iamRoleArn", message: "the flow log has none" }],
    },
    {
      name: "a role for S3",
      resources: [...base, role(), flowLog({ ...toBucket, iamRoleArn: ref("role", "arn") })],
      findings: [{ resource: "log", property: "iamRoleArn", message: "not applicable for s3 delivery" }],
    },
    {
      name: "a role for another service",
      resources: [...base, role("ec2.amazonaws.com"), policy("*"), flowLog(toGroup)],
      findings: [
        { resource: "log", property: "iamRoleArn", message: 'Role "role" does not let vpc-flow-logs.amazonaws.com' },
      ],
    },
    {
      name: "a role without policy",
      resources: [...base, role(), flowLog(toGroup)],
      findings: [{ resource: "log", property: "iamRoleArn", message: 'may not write to log group "group"' }],
    },
    {
      name: "a role that may only read",
      resources: [
        ...base,
        role(),
        policy("*", "logs:Describe*"),
        flowLog({ ...toGroup, logDestination: "arn:aws:logs:us-east-1:210987654321:log-group:x" }),
      ],
      findings: [{ resource: "log", message: "may not write (`logs:PutLogEvents`)" }],
    },
    {
      name: "a role that may write to the group, not to its streams",
      resources: [...base, role(), policy(ref("group", "arn")), flowLog(toGroup)],
      modes: ["up", "offline"],
      findings: [{ resource: "log", message: 'may not write to log group "group"' }],
    },
  ],
  valid: [
    { name: "to a bucket", resources: [...base, flowLog(toBucket)] },
    { name: "to a group, on everything", resources: [...base, role(), policy("*"), flowLog(toGroup)] },
    {
      name: "to a group, on its streams",
      resources: [...base, role(), streams, flowLog(toGroup)],
      undecided: ["preview"],
    },
    {
      name: "to a group by its name, provider 6",
      resources: [
        ...base,
        role(),
        policy("*"),
        flowLog({ ...without(toGroup, "logDestination"), logGroupName: "flow" }),
      ],
    },
    {
      name: "a role outside the stack",
      resources: [...base, flowLog({ ...toGroup, iamRoleArn: "arn:aws:iam::210987654321:role/flow-logs" })],
    },
    {
      name: "to a delivery stream",
      resources: [
        ...base,
        flowLog({
          ...toBucket,
          logDestinationType: "kinesis-data-firehose",
          logDestination: "arn:aws:firehose:us-east-1:210987654321:deliverystream/x",
        }),
      ],
    },
    {
      name: "a transit gateway",
      resources: [
        ...base,
        flowLog({
          ...without(without(toBucket, "vpcId"), "trafficType"),
          transitGatewayId: "tgw-1",
          maxAggregationInterval: 60,
        }),
      ],
    },
    {
      name: "a role nobody knows",
      resources: [...base, flowLog({ ...toGroup, iamRoleArn: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a kind of destination nobody knows",
      resources: [...base, flowLog({ ...toBucket, logDestinationType: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy nobody knows",
      resources: [
        ...base,
        role(),
        resource("aws:iam/rolePolicy:RolePolicy", "policy", { role: ref("role"), policy: unknown }),
        flowLog(toGroup),
      ],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
