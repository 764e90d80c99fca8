import { defineRule, finding, undecided } from "../../engine/rule";
import { REQUIRED_TAGS, requiredTags } from "../../helpers/required-tags";
import { taggableTypes } from "../../helpers/taggable";
import { AUTO_SCALING_GROUP, ignoresTag, tagKeysOf } from "../../helpers/tags";
import { listed } from "../../helpers/words";

/**
 * What the consoles of EC2, VPC and EFS list by nothing but an id and the tag `Name`
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html).
 */
const SHOWN_BY_NAME: ReadonlySet<string> = new Set([
  "aws:ebs/snapshot:Snapshot",
  "aws:ebs/volume:Volume",
  "aws:ec2/customerGateway:CustomerGateway",
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
  "aws:ec2/eip:Eip",
  "aws:ec2/flowLog:FlowLog",
  "aws:ec2/instance:Instance",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/natGateway:NatGateway",
  "aws:ec2/networkAcl:NetworkAcl",
  "aws:ec2/networkInterface:NetworkInterface",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/vpc:Vpc",
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions",
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
  "aws:ec2/vpnConnection:VpnConnection",
  "aws:ec2/vpnGateway:VpnGateway",
  "aws:ec2transitgateway/transitGateway:TransitGateway",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  "aws:efs/fileSystem:FileSystem",
]);

export const tagsRequired = defineRule({
  id: "tags-required",
  title: "Resources carry the required tags",
  rationale:
    "Without them nobody can tell what a resource costs, which environment it is part of, and who may delete it.",
  remediation:
    "Set the keys that all resources share once, in the provider's `defaultTags`; give `Name` in the resource's own `tags`.",
  severity: "medium",
  enforcement: "advisory",
  family: "convention",
  frameworks: [],
  seeds: ["S0-1", "S3-7", "F"],
  settings: {
    requiredTags: REQUIRED_TAGS,
    nameTag: {
      type: "boolean",
      description: "Also require `Name` on what the consoles list by an id and that tag (VPCs, subnets, instances …).",
      default: true,
    },
  },
  scope: "resource",
  get targets() {
    return taggableTypes();
  },
  *check(resource, { settings }) {
    const { keys, open } = tagKeysOf(resource);
    const named = settings.nameTag === true && SHOWN_BY_NAME.has(resource.type) ? ["Name"] : [];
    const missing = [...new Set([...requiredTags(settings.requiredTags), ...named])].filter(
      (key) => !keys.includes(key) && !ignoresTag(resource.provider, key),
    );
    if (missing.length === 0) {
      return;
    }
    if (open) {
      yield undecided("tags", `whether the tags have ${listed(missing)} is not known yet`);
      return;
    }
    const similar = keys.filter((key) => missing.some((each) => each.toLowerCase() === key.toLowerCase()));
    yield finding(
      "tags",
      `Without ${listed(missing)}.${similar.length === 0 ? "" : ` ${listed(similar)} differs only in case.`}`,
      resource.type === AUTO_SCALING_GROUP ? { remediation: FOR_GROUPS } : {},
    );
  },
});

const FOR_GROUPS =
  "Add `{ key, value, propagateAtLaunch: true }` to the group's `tags`: a provider's default tags do not reach Auto " +
  "Scaling groups, nor the instances they launch.";
