import { vpcNetworkAcls } from "../../../policy-pack/rules/vpc/vpc-network-acls";
import { ref, resource, testRule, unknown } from "../../support";

const vpc = (name = "vpc") => resource("aws:ec2/vpc:Vpc", name, { cidrBlock: "10.0.0.0/16" });
const subnet = (name: string, vpcId: unknown = ref("vpc")) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId, cidrBlock: "10.0.0.0/24" });
const acl = (subnetIds?: unknown) =>
  resource("aws:ec2/networkAcl:NetworkAcl", "acl", {
    vpcId: ref("vpc"),
    ...(subnetIds === undefined ? {} : { subnetIds }),
  });
const association = (subnetId: unknown, networkAclId: unknown = ref("acl")) =>
  resource("aws:ec2/networkAclAssociation:NetworkAclAssociation", "join", { networkAclId, subnetId });
const adopted = (of: unknown = ref("vpc", "defaultNetworkAclId")) =>
  resource("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "default", { defaultNetworkAclId: of });

testRule(vpcNetworkAcls, {
  judgedByCompanions: ["aws:ec2/vpc:Vpc"],
  invalid: [
    {
      name: "two VPCs, and one finding",
      resources: [vpc(), vpc("other"), subnet("a"), subnet("b", ref("other"))],
      findings: [
        {
          resource: "other",
          message: 'of VPC "other" and "vpc" are left to the default network ACLs, which allow everything: "b" and "a"',
        },
      ],
    },
    {
      name: "no ACL",
      resources: [vpc(), subnet("a"), subnet("b")],
      findings: [
        {
          resource: "vpc",
          property: "",
          message: 'The subnets of VPC "vpc" are left to its default network ACL, which allows everything: "a" and "b"',
          severity: "low",
        },
      ],
    },
    {
      name: "an ACL for one of two",
      resources: [vpc(), subnet("a"), subnet("b"), acl([ref("a")])],
      findings: [
        {
          resource: "vpc",
          message: 'Some subnets of VPC "vpc" are left to its default network ACL, which allows everything: "b"',
        },
      ],
    },
    {
      name: "an ACL without subnets",
      resources: [vpc(), subnet("a"), acl()],
      findings: [{ resource: "vpc", message: '"a"' }],
    },
    {
      name: "the default ACL of another VPC",
      resources: [vpc(), vpc("other"), subnet("a"), adopted(ref("other", "defaultNetworkAclId"))],
      findings: [{ resource: "vpc", message: '"a"' }],
    },
  ],
  valid: [
    { name: "an ACL for each subnet", resources: [vpc(), subnet("a"), subnet("b"), acl([ref("a"), ref("b")])] },
    { name: "an ACL by association", resources: [vpc(), subnet("a"), acl(), association(ref("a"))] },
    { name: "the default ACL taken over", resources: [vpc(), subnet("a"), adopted()] },
    { name: "a VPC without subnets", resources: [vpc()], outcome: "notApplicable" },
    {
      name: "an ACL for subnets nobody knows",
      resources: [vpc(), subnet("a"), acl(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an association nobody knows",
      resources: [vpc(), subnet("a"), acl(), association(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a default ACL of nobody knows which VPC",
      resources: [vpc(), subnet("a"), adopted(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
