import { wiringRightType } from "../../../policy-pack/rules/program/wiring-right-type";
import { component, interpolate, ref, resource, testRule, unknown } from "../../support";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const INSTANCE = "aws:ec2/instance:Instance";
const ROLE = "aws:iam/role:Role";
const PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const FUNCTION = "aws:lambda/function:Function";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
const LISTENER = "aws:lb/listener:Listener";

const vpc = resource(VPC, "network", { cidrBlock: "10.0.0.0/16" });
const subnet = resource(SUBNET, "private", { vpcId: ref("network"), cidrBlock: "10.0.1.0/24" });
const routes = resource(ROUTE_TABLE, "routes", { vpcId: ref("network") });
const group = resource(GROUP, "web", { vpcId: ref("network") });
const role = resource(ROLE, "worker", { assumeRolePolicy: "{}" });
const worker = resource(FUNCTION, "worker-code", { role: ref("worker", "arn"), runtime: "nodejs22.x" });
const jobs = resource("aws:sqs/queue:Queue", "jobs", {});
const endpoint = (routeTableIds: unknown) =>
  resource(ENDPOINT, "s3", { vpcId: ref("network"), serviceName: "com.amazonaws.eu-west-1.s3", routeTableIds });

testRule(wiringRightType, {
  invalid: [
    {
      name: "a subnet where a route table belongs",
      resources: [vpc, subnet, endpoint([ref("private")])],
      findings: [
        { resource: "s3", property: "routeTableIds[0]", message: /route table|RouteTable/i, severity: "high" },
      ],
    },
    {
      name: "two of them, with unknown ids one finding",
      modes: ["preview"],
      resources: [
        vpc,
        subnet,
        resource(SUBNET, "second", { vpcId: ref("network"), cidrBlock: "10.0.2.0/24" }),
        endpoint([ref("private"), ref("second")]),
      ],
      findings: [
        {
          resource: "s3",
          property: "routeTableIds[0]",
          message: '`aws.ec2.Subnet` "private" and `aws.ec2.Subnet` "second"',
        },
      ],
    },
    {
      name: "an instance profile that is a role, by its name",
      resources: [role, resource(INSTANCE, "host", { iamInstanceProfile: ref("worker", "name") })],
      findings: [{ resource: "host", property: "iamInstanceProfile", message: 'a value of `aws.iam.Role` "worker"' }],
    },
    {
      name: "an event source that is a function",
      resources: [
        role,
        worker,
        resource(MAPPING, "mapping", {
          functionName: ref("worker-code", "arn"),
          eventSourceArn: ref("worker-code", "arn"),
        }),
      ],
      findings: [{ resource: "mapping", property: "eventSourceArn", message: '`aws.lambda.Function` "worker-code"' }],
    },
    {
      name: "a permission on a queue",
      resources: [
        jobs,
        resource("aws:lambda/permission:Permission", "allow", {
          function: ref("jobs", "arn"),
          action: "lambda:InvokeFunction",
          principal: "s3.amazonaws.com",
        }),
      ],
      findings: [{ resource: "allow", property: "function", message: '`aws.sqs.Queue` "jobs"' }],
    },
    {
      name: "inside a block: a listener that forwards to its load balancer",
      resources: [
        resource("aws:lb/loadBalancer:LoadBalancer", "edge", { subnets: ["subnet-0a1b2c3d4e5f60718"] }),
        resource(LISTENER, "http", {
          port: 80,
          defaultActions: [{ type: "forward", targetGroupArn: ref("edge", "arn") }],
        }),
      ],
      findings: [
        { resource: "http", property: "defaultActions[0].targetGroupArn", message: '`aws.lb.LoadBalancer` "edge"' },
      ],
    },
    {
      name: "by the form of a literal alone",
      resources: [endpoint(["subnet-0a1b2c3d4e5f60718"]), vpc],
      findings: [{ resource: "s3", property: "routeTableIds[0]", message: "takes the id of a route table" }],
    },
    {
      name: "an ARN of another kind",
      resources: [
        resource(FUNCTION, "f", { role: ref("p", "arn"), kmsKeyArn: "arn:aws:s3:::backups" }),
        resource(PROFILE, "p", { role: "r" }),
      ],
      findings: [{ resource: "f", property: "kmsKeyArn", message: "takes the id of a KMS key" }],
    },
    {
      name: "a security group's own id for its VPC's, once ids are known",
      modes: ["up", "offline"],
      resources: [vpc, group, resource(SUBNET, "odd", { vpcId: ref("web"), cidrBlock: "10.0.1.0/24" })],
      findings: [{ resource: "odd", property: "vpcId", message: "takes the id of a VPC" }],
    },
  ],
  valid: [
    { name: "a route table where one belongs", resources: [vpc, routes, endpoint([ref("routes")])] },
    {
      name: "an instance profile of its own",
      resources: [
        role,
        resource(PROFILE, "profile", { role: ref("worker", "name") }),
        resource(INSTANCE, "host", { iamInstanceProfile: ref("profile", "name") }),
      ],
    },
    {
      name: "a profile that is called like its role",
      resources: [
        resource(ROLE, "worker", { name: "worker", assumeRolePolicy: "{}" }),
        resource(PROFILE, "profile", { name: "worker", role: ref("worker", "name") }),
        resource(INSTANCE, "host", { iamInstanceProfile: ref("profile", "name") }),
      ],
    },
    {
      name: "the id of a VPC that another resource carries",
      resources: [vpc, group, resource(SUBNET, "odd", { vpcId: ref("web", "vpcId"), cidrBlock: "10.0.1.0/24" })],
    },
    {
      name: "the security group AWS makes in a VPC",
      resources: [vpc, resource(INSTANCE, "host", { vpcSecurityGroupIds: [ref("network", "defaultSecurityGroupId")] })],
    },
    {
      name: "an event source that is a queue, a function by its alias",
      resources: [
        role,
        worker,
        jobs,
        resource("aws:lambda/alias:Alias", "live", { functionName: ref("worker-code", "name"), functionVersion: "1" }),
        resource(MAPPING, "mapping", { functionName: ref("live", "arn"), eventSourceArn: ref("jobs", "arn") }),
      ],
    },
    {
      name: "a key by its alias",
      resources: [
        resource("aws:kms/key:Key", "key", {}),
        resource("aws:kms/alias:Alias", "alias", { name: "alias/logs", targetKeyId: ref("key", "keyId") }),
        resource("aws:sns/topic:Topic", "alerts", { kmsMasterKeyId: ref("alias", "arn") }),
      ],
    },
    {
      name: "one of two sources may be right",
      resources: [vpc, subnet, routes, endpoint([interpolate`${ref("private")}${ref("routes")}`])],
    },
    {
      name: "made from a component, which may hold anything",
      resources: [vpc, component("kit", {}), endpoint([ref("kit", "routeTableId")])],
    },
    {
      name: "in a block whose other field is what the block depends on",
      resources: [
        vpc,
        group,
        resource(FUNCTION, "f", { vpcConfig: { subnetIds: [unknown], securityGroupIds: [ref("web")] } }),
      ],
    },
    {
      name: "from outside the stack, and a type no table knows",
      resources: [
        vpc,
        endpoint([unknown]),
        resource("aws:later/thing:Thing", "thing", {}),
        resource(INSTANCE, "host", { subnetId: ref("thing", "subnetId") }),
      ],
    },
    {
      name: "a bucket's own name, made of another resource's id",
      resources: [
        vpc,
        resource("aws:s3/bucket:Bucket", "logs", { bucket: interpolate`logs-${ref("network")}` }),
        resource("aws:rds/cluster:Cluster", "orders", { clusterIdentifier: interpolate`orders-${ref("network")}` }),
      ],
    },
    {
      name: "a parameter of Systems Manager and the output of another stack, which hold whatever was put there",
      resources: [
        resource("aws:ssm/parameter:Parameter", "parameter", { type: "String" }),
        resource("aws:cloudformation/stack:Stack", "stack", { templateBody: "{}" }),
        resource(INSTANCE, "host", {
          subnetId: ref("parameter", "value"),
          vpcSecurityGroupIds: [ref("stack", "outputs")],
        }),
      ],
    },
    {
      name: "order by data flow: a topic's ARN from the topic's policy",
      resources: [
        resource("aws:sns/topic:Topic", "alerts", { displayName: "Alerts" }),
        resource("aws:sns/topicPolicy:TopicPolicy", "policy", { arn: ref("alerts", "arn"), policy: "{}" }),
        resource("aws:sns/topicSubscription:TopicSubscription", "mail", {
          topic: ref("policy", "arn"),
          protocol: "email",
          endpoint: "on-call@acme.dev",
        }),
      ],
    },
    {
      name: "the ARN of a role in an account of the stack",
      resources: [
        resource("aws:organizations/account:Account", "account", { email: "it@acme.dev" }),
        resource("aws:cloudwatch/eventTarget:EventTarget", "target", {
          rule: "nightly",
          arn: "arn:aws:events:eu-west-1:210987654321:event-bus/default",
          roleArn: interpolate`arn:aws:iam::${ref("account")}:role/deliver`,
        }),
      ],
    },
    {
      name: "a NAT gateway in `gatewayId`, which EC2 takes",
      resources: [
        vpc,
        routes,
        resource("aws:ec2/natGateway:NatGateway", "nat", { connectivityType: "private", subnetId: "subnet-0a1b2c3d" }),
        resource("aws:ec2/route:Route", "out", {
          routeTableId: ref("routes"),
          destinationCidrBlock: "0.0.0.0/0",
          gatewayId: ref("nat"),
        }),
      ],
    },
    {
      name: "the literals `local` and a name that is no id",
      resources: [
        vpc,
        resource(ROUTE_TABLE, "t", {
          vpcId: ref("network"),
          routes: [{ cidrBlock: "10.0.0.0/16", gatewayId: "local" }],
        }),
        resource(INSTANCE, "host", { iamInstanceProfile: "worker", subnetId: "subnet-from-elsewhere" }),
      ],
    },
  ],
});
