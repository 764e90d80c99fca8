import { instanceEgress } from "../../../policy-pack/rules/vpc/instance-egress";
import { json, ref, resource, testRule, unknown } from "../../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = resource("aws:ec2/subnet:Subnet", "subnet", { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const table = (routes: unknown) => resource("aws:ec2/routeTable:RouteTable", "table", { vpcId: ref("vpc"), routes });
const association = resource("aws:ec2/routeTableAssociation:RouteTableAssociation", "association", {
  subnetId: ref("subnet"),
  routeTableId: ref("table"),
});
const NOWHERE = table([]);
const base = [vpc, subnet, association];
const role = resource("aws:iam/role:Role", "role", {
  assumeRolePolicy: json({
    Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
  }),
});
const attached = (policy: string) =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", {
    role: ref("role", "name"),
    policyArn: `arn:aws:iam::aws:policy/${policy}`,
  });
const profile = resource("aws:iam/instanceProfile:InstanceProfile", "profile", { role: ref("role", "name") });
const managed = [role, attached("AmazonSSMManagedInstanceCore"), profile];
const INSTALLS = "#!/bin/bash\nyum install -y nginx\nsystemctl start nginx\n";
const instance = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:ec2/instance:Instance", "web", {
    ami: "ami-0c1a2b3d4e5f60718",
    instanceType: "t3.micro",
    subnetId: ref("subnet"),
    ...more,
  });
const template = (more: Readonly<Record<string, unknown>>) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", more);
const group = resource("aws:autoscaling/group:Group", "group", {
  minSize: 1,
  maxSize: 2,
  vpcZoneIdentifiers: [ref("subnet")],
  launchTemplate: { id: ref("template"), version: "$Latest" },
});
const endpoint = (service: string, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", {
    vpcId: ref("vpc"),
    serviceName: `com.amazonaws.us-east-1.${service}`,
    ...more,
  });

testRule(instanceEgress, {
  judgedByCompanions: ["aws:ec2/instance:Instance"],
  invalid: [
    {
      name: "a script that installs something",
      resources: [...base, NOWHERE, instance({ userData: INSTALLS })],
      findings: [
        {
          resource: "web",
          property: "subnetId",
          message: 'Subnet "subnet" has no route out, and the user data runs `yum install`: it times out.',
          severity: "medium",
        },
      ],
    },
    {
      name: "a script that fetches from elsewhere, and an endpoint for S3",
      resources: [...base, NOWHERE, endpoint("s3"), instance({ userData: "#!/bin/bash\ndocker pull acme/app:1\n" })],
      findings: [{ resource: "web", message: "the user data runs `docker pull`" }],
    },
    {
      name: "a group's template with user data in base64",
      resources: [...base, NOWHERE, template({ userData: Buffer.from(INSTALLS).toString("base64") }), group],
      findings: [{ resource: "group", property: "vpcZoneIdentifiers", message: "the user data runs `yum install`" }],
    },
    {
      name: "an instance Systems Manager is to manage",
      resources: [...base, NOWHERE, ...managed, instance({ iamInstanceProfile: ref("profile", "name") })],
      findings: [
        {
          resource: "web",
          message: "Systems Manager's agent, for which the role has AmazonSSMManagedInstanceCore, finds no endpoint",
        },
      ],
    },
    {
      name: "a group of them",
      resources: [
        ...base,
        NOWHERE,
        ...managed,
        template({ iamInstanceProfile: { arn: ref("profile", "arn") } }),
        group,
      ],
      findings: [{ resource: "group", message: "Systems Manager's agent" }],
    },
  ],
  valid: [
    {
      name: "a NAT gateway",
      resources: [
        ...base,
        table([{ cidrBlock: "0.0.0.0/0", natGatewayId: "nat-0a1b2c3d4e5f60718" }]),
        instance({ userData: INSTALLS }),
      ],
    },
    {
      name: "an internet gateway",
      resources: [
        ...base,
        table([{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-0a1b2c3d4e5f60718" }]),
        instance({ userData: INSTALLS }),
      ],
    },
    {
      name: "Amazon Linux's repositories, and an endpoint for S3, where they are",
      resources: [...base, NOWHERE, endpoint("s3"), instance({ userData: INSTALLS })],
    },
    {
      name: "Systems Manager's endpoint",
      resources: [
        ...base,
        NOWHERE,
        ...managed,
        endpoint("ssm", { vpcEndpointType: "Interface" }),
        instance({ iamInstanceProfile: ref("profile", "name") }),
      ],
    },
    {
      name: "a script that needs nothing",
      resources: [...base, NOWHERE, instance({ userData: "#!/bin/bash\nsystemctl start app\n" })],
    },
    { name: "no script and no role", resources: [...base, NOWHERE, instance()] },
    {
      name: "no subnet",
      resources: [resource("aws:ec2/instance:Instance", "web", { ami: "ami-0c1a2b3d4e5f60718", userData: INSTALLS })],
      outcome: "notApplicable",
    },
    {
      name: "a subnet of another stack",
      resources: [instance({ subnetId: "subnet-0a1b2c3d4e5f60718", userData: INSTALLS })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "routes nobody knows yet",
      resources: [...base, table(unknown), instance({ userData: INSTALLS })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
