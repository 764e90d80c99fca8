import { ec2InstanceProfile } from "../../../policy-pack/rules/ec2/ec2-instance-profile";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const instance = (more: Props = {}) =>
  resource("aws:ec2/instance:Instance", "web", { instanceType: "t3.micro", ...more });
const template = (more: Props = {}) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "t3.micro", ...more });
const group = (launchTemplate: unknown) =>
  resource("aws:autoscaling/group:Group", "group", { maxSize: 2, launchTemplate });
const ofGroup = group({ id: ref("template"), version: "$Latest" });
const profile = resource("aws:iam/instanceProfile:InstanceProfile", "profile", { role: "web" });
const anywhere = ["preview", "up", "offline"] as const;

testRule(ec2InstanceProfile, {
  judgedByCompanions: [CONFIGURATION, "aws:ec2/launchTemplate:LaunchTemplate", "aws:ec2/instance:Instance"],
  invalid: [
    {
      name: "an instance, its subnet unknown in a first preview",
      resources: [resource("aws:ec2/subnet:Subnet", "subnet", {}), instance({ subnetId: ref("subnet") })],
      findings: [
        {
          resource: "web",
          property: "iamInstanceProfile",
          message: 'Instance "web" has no instance profile',
          severity: "low",
        },
      ],
    },
    {
      name: "an empty name",
      resources: [instance({ iamInstanceProfile: "" })],
      findings: [{ resource: "web", message: 'Instance "web"' }],
    },
    {
      name: "a template a group is launched from",
      resources: [template(), ofGroup],
      findings: [{ resource: "template", property: "iamInstanceProfile", message: 'Launch template "template"' }],
    },
    {
      name: "a template by name, with an empty block",
      resources: [template({ name: "web", iamInstanceProfile: {} }), group({ name: "web" })],
      findings: [{ resource: "template", message: 'Launch template "template"' }],
    },
    {
      name: "a launch configuration",
      resources: [resource(CONFIGURATION, "old", { imageId: "ami-1", instanceType: "t3.micro" })],
      findings: [{ resource: "old", message: 'Launch configuration "old"' }],
    },
    {
      name: "a template, reported once for the instance made from it",
      resources: [template(), instance({ launchTemplate: { id: ref("template") } })],
      findings: [{ resource: "template", message: "Launch template" }],
    },
  ],
  valid: [
    { name: "an instance with one", resources: [profile, instance({ iamInstanceProfile: ref("profile", "name") })] },
    { name: "an instance with one nobody knows", resources: [instance({ iamInstanceProfile: unknown })] },
    {
      name: "a template with one by ARN",
      resources: [profile, template({ iamInstanceProfile: { arn: ref("profile", "arn") } }), ofGroup],
    },
    {
      name: "a template with one by name, and an instance made from it",
      resources: [
        template({ iamInstanceProfile: { name: "web" } }),
        instance({ launchTemplate: { id: ref("template") } }),
      ],
    },
    {
      name: "a template of an EKS node group, which brings the role",
      resources: [
        template(),
        resource("aws:eks/nodeGroup:NodeGroup", "nodes", { launchTemplate: { id: ref("template"), version: "1" } }),
      ],
      outcome: "notApplicable",
    },
    { name: "a template for others", resources: [template()], outcome: "notApplicable" },
    {
      name: "a template beside a group whose template nobody knows",
      resources: [template(), group({ id: unknown })],
      undecided: [...anywhere],
    },
    {
      name: "an instance from a template of another stack",
      resources: [instance({ launchTemplate: { id: "lt-0a1b2c3d4e5f60718" } })],
      undecided: [...anywhere],
    },
  ],
});
