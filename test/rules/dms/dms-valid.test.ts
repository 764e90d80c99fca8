import { dmsValid } from "../../../policy-pack/rules/dms/dms-valid";
import { ref, resource, testRule, unknown, type ResourceOptions } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const role = (props: Props = { name: "dms-vpc-role" }) => resource("aws:iam/role:Role", "vpc", props);
const attachment = (policy = "AmazonDMSVPCManagementRole") =>
  resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "vpc-policy", {
    role: ref("vpc", "name"),
    policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
  });
const group = (options: ResourceOptions = {}, props: Props = {}) =>
  resource(
    "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    "group",
    { replicationSubnetGroupId: "group", subnetIds: ["subnet-a", "subnet-b"], ...props },
    options,
  );
const instance = resource("aws:dms/replicationInstance:ReplicationInstance", "instance", {
  replicationInstanceId: "instance",
  replicationSubnetGroupId: ref("group", "replicationSubnetGroupId"),
});
const subnet = (name: string, availabilityZone: string) =>
  resource("aws:ec2/subnet:Subnet", name, { availabilityZone });
const ORDERED = { dependsOn: ["vpc-policy"] };

testRule(dmsValid, {
  judgedByCompanions: [
    "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
    "aws:dms/replicationInstance:ReplicationInstance",
  ],
  invalid: [
    {
      name: "a group beside its role",
      resources: [role(), attachment(), group()],
      findings: [{ resource: "group", property: "", message: "create the role `dms-vpc-role` before this" }],
    },
    {
      name: "a group after the role, beside its policy",
      resources: [role(), attachment(), group({ dependsOn: ["vpc"] })],
      findings: [{ resource: "group", message: '"vpc-policy", which gives the role' }],
    },
    {
      name: "a role of another name",
      resources: [role({ name: "shop-dms-vpc-role" }), attachment(), group(ORDERED), instance],
      findings: [{ resource: "vpc", property: "name", message: 'is called "shop-dms-vpc-role"' }],
    },
    {
      name: "a role that Pulumi names",
      resources: [role({}), attachment(), group(ORDERED)],
      findings: [{ resource: "vpc", property: "name", message: "is called as Pulumi names it" }],
      modes: ["preview", "up"],
    },
    {
      name: "a group without subnets",
      resources: [role(), attachment(), group(ORDERED, { subnetIds: [] })],
      findings: [{ resource: "group", property: "subnetIds", message: "has no subnet" }],
    },
    {
      name: "a group in one zone",
      resources: [
        role(),
        attachment(),
        subnet("a", "eu-west-1a"),
        subnet("b", "eu-west-1a"),
        group(ORDERED, { subnetIds: [ref("a"), ref("b")] }),
      ],
      findings: [{ resource: "group", property: "subnetIds", message: "subnets of one zone" }],
    },
  ],
  valid: [
    { name: "a group after the role and its policy", resources: [role(), attachment(), group(ORDERED)] },
    { name: "an instance in such a group", resources: [role(), attachment(), group(ORDERED), instance] },
    {
      name: "a role with its policies inline",
      resources: [
        role({
          name: "dms-vpc-role",
          managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole"],
        }),
        group({ dependsOn: ["vpc"] }),
      ],
    },
    { name: "a role of another stack", resources: [group()], undecided: ["preview", "up", "offline"] },
    {
      name: "a role whose name comes from elsewhere",
      resources: [role({ name: unknown }), attachment(), group(ORDERED)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
