import { ec2NoPublicIp } from "../../../policy-pack/rules/ec2/ec2-no-public-ip";
import { ref, resource, testRule, unknown } from "../../support";

const instance = (more: Record<string, unknown> = {}) =>
  resource("aws:ec2/instance:Instance", "web", { instanceType: "t3.micro", ...more });
const subnet = (mapPublicIpOnLaunch?: unknown) =>
  resource("aws:ec2/subnet:Subnet", "subnet", {
    cidrBlock: "10.0.0.0/24",
    ...(mapPublicIpOnLaunch === undefined ? {} : { mapPublicIpOnLaunch }),
  });
const template = (networkInterfaces: unknown) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { networkInterfaces });
const PUBLIC = "gets a public address. Everybody can reach it";

testRule(ec2NoPublicIp, {
  invalid: [
    {
      name: "an instance that asks for one",
      resources: [instance({ associatePublicIpAddress: true })],
      findings: [
        {
          resource: "web",
          property: "associatePublicIpAddress",
          message: `Instance "web" ${PUBLIC}`,
          severity: "medium",
        },
      ],
    },
    {
      name: "a launch template, as text",
      resources: [template([{ associatePublicIpAddress: "true" }])],
      findings: [
        {
          resource: "template",
          property: "networkInterfaces[0].associatePublicIpAddress",
          message: 'Launch template "template"',
        },
      ],
    },
    {
      name: "a launch configuration",
      resources: [
        resource("aws:ec2/launchConfiguration:LaunchConfiguration", "old", { associatePublicIpAddress: true }),
      ],
      findings: [{ resource: "old", message: PUBLIC }],
    },
    {
      name: "a subnet that gives one to every instance",
      resources: [subnet(true), instance({ subnetId: ref("subnet") })],
      findings: [
        {
          resource: "web",
          property: "subnetId",
          message: 'lies in subnet "subnet", which gives every instance a public address',
        },
      ],
    },
  ],
  valid: [
    { name: "a private subnet", resources: [subnet(), instance({ subnetId: ref("subnet") })] },
    {
      name: "switched off in a public subnet",
      resources: [subnet(true), instance({ subnetId: ref("subnet"), associatePublicIpAddress: false })],
    },
    { name: "a launch template that switches it off", resources: [template([{ associatePublicIpAddress: "false" }])] },
    { name: "no subnet named", resources: [instance()], outcome: "notApplicable" },
    {
      name: "a subnet of another stack",
      resources: [instance({ subnetId: "subnet-0123456789abcdef0" })],
      outcome: "notApplicable",
    },
    {
      name: "nobody knows",
      resources: [instance({ associatePublicIpAddress: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a subnet nobody knows",
      resources: [subnet(true), instance({ subnetId: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "nobody knows what the subnet does",
      resources: [subnet(unknown), instance({ subnetId: ref("subnet") })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
