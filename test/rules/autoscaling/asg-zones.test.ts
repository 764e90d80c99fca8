import { asgZones } from "../../../policy-pack/rules/autoscaling/asg-zones";
import { ref, resource, testRule, unknown } from "../../support";

const SUBNET = "aws:ec2/subnet:Subnet";
const subnet = (name: string, availabilityZone: unknown) =>
  resource(SUBNET, name, { availabilityZone, cidrBlock: "10.0.0.0/24" });
const group = (more: Record<string, unknown>) =>
  resource("aws:autoscaling/group:Group", "workers", { minSize: 2, maxSize: 4, ...more });
const a = subnet("a", "eu-west-1a");
const b = subnet("b", "eu-west-1b");

testRule(asgZones, {
  invalid: [
    {
      name: "one subnet",
      resources: [a, group({ vpcZoneIdentifiers: [ref("a")] })],
      findings: [
        {
          resource: "workers",
          property: "vpcZoneIdentifiers",
          message: 'The group "workers" has one subnet, and so one zone',
          severity: "medium",
        },
      ],
    },
    {
      name: "two subnets of one zone",
      resources: [a, subnet("c", "eu-west-1a"), group({ vpcZoneIdentifiers: [ref("a"), ref("c")] })],
      findings: [{ resource: "workers", message: 'The 2 subnets of the group "workers" all lie in eu-west-1a' }],
    },
    {
      name: "one zone",
      resources: [group({ availabilityZones: ["eu-west-1a"] })],
      findings: [{ resource: "workers", property: "availabilityZones", message: "has one zone, eu-west-1a" }],
    },
    {
      name: "one zone twice",
      resources: [group({ availabilityZones: ["eu-west-1a", "eu-west-1a"] })],
      findings: [{ resource: "workers", message: "one zone" }],
    },
    {
      name: "one subnet of another stack",
      resources: [group({ vpcZoneIdentifiers: ["subnet-0123456789abcdef0"] })],
      findings: [{ resource: "workers", message: "one subnet" }],
    },
  ],
  valid: [
    { name: "subnets of two zones", resources: [a, b, group({ vpcZoneIdentifiers: [ref("a"), ref("b")] })] },
    { name: "two zones", resources: [group({ availabilityZones: ["eu-west-1a", "eu-west-1b"] })] },
    {
      name: "three subnets, two zones",
      resources: [a, b, subnet("c", "eu-west-1a"), group({ vpcZoneIdentifiers: [ref("a"), ref("b"), ref("c")] })],
    },
    {
      name: "a group of its own in each zone, of one launch template",
      resources: [
        a,
        b,
        resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "t3.micro" }),
        group({ vpcZoneIdentifiers: [ref("a")], launchTemplate: { id: ref("template") } }),
        resource("aws:autoscaling/group:Group", "second", {
          maxSize: 1,
          minSize: 1,
          vpcZoneIdentifiers: [ref("b")],
          launchTemplate: { id: ref("template") },
        }),
      ],
      outcome: "notApplicable",
    },
    { name: "neither subnets nor zones", resources: [group({})], outcome: "notApplicable" },
    {
      name: "subnets of another stack",
      resources: [group({ vpcZoneIdentifiers: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "subnets whose zones AWS chooses",
      resources: [
        resource(SUBNET, "a", { cidrBlock: "10.0.0.0/24" }),
        resource(SUBNET, "b", { cidrBlock: "10.0.1.0/24" }),
        group({ vpcZoneIdentifiers: [ref("a"), ref("b")] }),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "zones nobody knows",
      resources: [subnet("c", unknown), subnet("d", unknown), group({ vpcZoneIdentifiers: [ref("c"), ref("d")] })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a list nobody knows",
      resources: [group({ vpcZoneIdentifiers: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
