/** How registered resources are written for scanners that read Terraform. */
import { terraformResource, terraformType } from "../../bench/scanners/terraform";
import type { Registered } from "../../preflight/model/registry";
import { Asset, Secret } from "../../policy-pack/engine/wire";

test.each([
  ["aws:s3/bucketPolicy:BucketPolicy", "aws_s3_bucket_policy"],
  ["aws:ec2/vpc:Vpc", "aws_vpc"],
  ["aws:ec2/networkAclRule:NetworkAclRule", "aws_network_acl_rule"],
  ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws_vpc_security_group_ingress_rule"],
  ["aws:rds/subnetGroup:SubnetGroup", "aws_db_subnet_group"],
  ["aws:lb/targetGroup:TargetGroup", "aws_lb_target_group"],
  ["aws:lb/loadBalancer:LoadBalancer", "aws_lb"],
  ["aws:cloudtrail/trail:Trail", "aws_cloudtrail"],
  ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "aws_wafv2_web_acl_logging_configuration"],
])("%s is Terraform's %s", (type, expected) => {
  expect(terraformType(type)).toBe(expected);
});

function registered(type: string, name: string, inputs: object, more: Partial<Registered> = {}): Registered {
  return {
    urn: name,
    type,
    name,
    parent: "",
    custom: true,
    inputs: { ...inputs },
    outputs: {},
    id: "",
    provider: undefined,
    dependencies: [],
    propertyDependencies: Object.fromEntries(Object.keys(inputs).map((key) => [key, []])),
    position: undefined,
    byProgram: true,
    ...more,
  };
}

/** The arguments it is written with, one a line. */
function written(resource: Registered, ...others: readonly Registered[]): string[] {
  const lines = terraformResource(resource, new Map(others.map((each) => [each.urn, each]))).split("\n");
  // The first line names it, and the last four say that a replacement is made first.
  return lines.slice(1, -5).map((line) => line.slice(2));
}

test.each<[string, string, object, string[]]>([
  [
    "a number, a flag and a text",
    "aws:sqs/queue:Queue",
    { delaySeconds: 5, fifoQueue: true, name: "a" },
    ["delay_seconds = 5", "fifo_queue = true", 'name = "a"'],
  ],
  ["a list", "aws:lb/loadBalancer:LoadBalancer", { subnets: ["a", "b"] }, ['subnets = ["a", "b"]']],
  [
    "an object, as a block",
    "aws:lb/loadBalancer:LoadBalancer",
    { accessLogs: { bucket: "b" } },
    ["access_logs {", '  bucket = "b"', "}"],
  ],
  ["a map", "aws:s3/bucket:Bucket", { tags: { Name: "x", "a:b": "c" } }, ['tags = { "Name" = "x", "a:b" = "c" }']],
  [
    "several blocks, in the singular",
    "aws:s3/x:X",
    { rules: [{ id: "a" }, { id: "b" }] },
    ["rule {", '  id = "a"', "}", "rule {", '  id = "b"', "}"],
  ],
  [
    "blocks in -ies and -ases",
    "aws:route53/record:Record",
    { failoverRoutingPolicies: [{ type: "A" }], aliases: [{ name: "b" }] },
    ["failover_routing_policy {", '  type = "A"', "}", "alias {", '  name = "b"', "}"],
  ],
  [
    "blocks that are plural in Terraform",
    "aws:ec2/launchTemplate:LaunchTemplate",
    { tagSpecifications: [{ resourceType: "volume", tags: { A: "b" } }] },
    ["tag_specifications {", '  resource_type = "volume"', '  tags = { "A" = "b" }', "}"],
  ],
  [
    "an empty list, not at all",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    { ingress: [], vpcId: "v" },
    ['vpc_id = "v"'],
  ],
  [
    "arguments of other names",
    "aws:lambda/function:Function",
    { name: "f", code: new Asset("archive", {}) },
    ['function_name = "f"', 'filename = "code.zip"'],
  ],
  [
    "a document, as an expression",
    "aws:s3/bucketPolicy:BucketPolicy",
    { policy: '{"a":"${b}"}' },
    ['policy = jsonencode({"a":"$${b}"})'],
  ],
  [
    "a pattern that only looks like one",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    { pattern: '{ $.a = "b" }' },
    ['pattern = "{ $.a = \\"b\\" }"'],
  ],
  ["a secret, which stays on this machine", "aws:ssm/parameter:Parameter", { value: new Secret("s") }, ['value = "s"']],
])("%s", (_what, type, inputs, expected) => {
  expect(written(registered(type, "thing", inputs))).toEqual(expected);
});

test("what the provider filled in is left out", () => {
  const queue = registered(
    "aws:sqs/queue:Queue",
    "jobs",
    { name: "a", delaySeconds: 0 },
    { propertyDependencies: { name: [] } },
  );
  expect(written(queue)).toEqual(['name = "a"']);
});

test("values of other resources are references, by id, by attribute, and by ARN with something behind", () => {
  const bucket = registered(
    "aws:s3/bucket:Bucket",
    "logs",
    {},
    { id: "b", outputs: { id: "b", arn: "arn:b", bucketDomainName: "b.s3" } },
  );
  const from = (value: unknown) =>
    written(registered("aws:x/y:Y", "user", { of: value }, { propertyDependencies: { of: ["logs"] } }), bucket);
  expect(from("b")).toEqual(["of = aws_s3_bucket.logs.id"]);
  expect(from(["b.s3", "other"])).toEqual(['of = [aws_s3_bucket.logs.bucket_domain_name, "other"]']);
  expect(from("arn:b/*")).toEqual(['of = "${aws_s3_bucket.logs.arn}/*"']);
  expect(from("")).toEqual(['of = ""']);
});
