import { kinds, type Kind } from "../../engine/kinds";
import { defineRule, finding, notApplicable } from "../../engine/rule";

/** What lands in the default VPC unless a property says otherwise. */
interface Row {
  readonly label: string;
  readonly types: Kind;
  /** The property that places it. */
  readonly property: string;
  /** Properties that place it as well, or take the place from something that exists. */
  readonly unless?: readonly string[];
  /** Without this property it is not in a VPC by default. */
  readonly onlyWith?: string;
}

const CLUSTER = ["globalClusterIdentifier", "replicationSourceIdentifier", "restoreToPointInTime"];
/**
 * Defaults as the provider's documentation of each property has them
 * (https://www.pulumi.com/registry/packages/aws/api-docs/ec2/securitygroup/#vpcid_nodejs,
 * https://www.pulumi.com/registry/packages/aws/api-docs/memorydb/cluster/#subnetgroupname_nodejs and so on), and RDS's
 * (https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html, `DBSubnetGroupName`).
 */
const ROWS: readonly Row[] = [
  { label: "security group", types: ["aws:ec2/securityGroup:SecurityGroup"], property: "vpcId" },
  {
    label: "instance",
    types: ["aws:ec2/instance:Instance"],
    property: "subnetId",
    unless: ["networkInterfaces", "primaryNetworkInterface", "launchTemplate"],
  },
  {
    label: "Auto Scaling group",
    types: kinds.autoScalingGroup,
    property: "vpcZoneIdentifiers",
    onlyWith: "availabilityZones",
  },
  {
    label: "Classic Load Balancer",
    types: kinds.classicLoadBalancer,
    property: "subnets",
    onlyWith: "availabilityZones",
  },
  {
    label: "database",
    types: kinds.rdsInstance,
    property: "dbSubnetGroupName",
    unless: ["replicateSourceDb", "restoreToPointInTime"],
  },
  {
    label: "database cluster",
    types: [...kinds.rdsCluster, ...kinds.documentCluster],
    property: "dbSubnetGroupName",
    unless: CLUSTER,
  },
  { label: "database cluster", types: kinds.neptuneCluster, property: "neptuneSubnetGroupName", unless: CLUSTER },
  {
    label: "cache cluster",
    types: ["aws:elasticache/cluster:Cluster"],
    property: "subnetGroupName",
    unless: ["replicationGroupId"],
  },
  { label: "cache", types: ["aws:elasticache/replicationGroup:ReplicationGroup"], property: "subnetGroupName" },
  { label: "cache", types: ["aws:memorydb/cluster:Cluster"], property: "subnetGroupName" },
  { label: "warehouse", types: ["aws:redshift/cluster:Cluster"], property: "clusterSubnetGroupName" },
  {
    label: "replication instance",
    types: ["aws:dms/replicationInstance:ReplicationInstance"],
    property: "replicationSubnetGroupId",
  },
];

const ADOPTED: Kind = [...kinds.defaultVpc, ...kinds.defaultSubnet];

export const vpcNoDefault = defineRule({
  id: "vpc-no-default",
  title: "Nothing lives in the default VPC",
  rationale:
    "The default VPC has public subnets only, the same range in every account, and belongs to no stack. What lands there " +
    "is one security group away from the internet, and cannot be peered.",
  remediation:
    "Make a VPC in the stack, or take one in by configuration, and place the resource in its private subnets.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: [],
  seeds: ["S4-1"],
  scope: "resource",
  targets: [...ADOPTED, ...ROWS.flatMap(({ types }) => types)],
  *check(resource) {
    if (resource.is(ADOPTED)) {
      const what = resource.is(kinds.defaultVpc) ? "the default VPC" : "a subnet of the default VPC";
      yield finding(
        "",
        `The stack takes over ${what}, which exists in the region already and whatever else uses it shares.`,
      );
      return;
    }
    const row = ROWS.find(({ types }) => types.includes(resource.type));
    const isSet = (name: string) => {
      const value = resource.at(name);
      return (
        value.unknown || (!value.absent && value.raw !== "" && !(Array.isArray(value.raw) && value.raw.length === 0))
      );
    };
    if (row === undefined || isSet(row.property)) {
      return;
    }
    const other = row.unless?.find(isSet);
    if (other !== undefined) {
      yield notApplicable(`\`${other}\` decides where the ${row.label} is placed`);
    } else if (row.onlyWith !== undefined && !isSet(row.onlyWith)) {
      yield notApplicable(`without \`${row.onlyWith}\` the ${row.label} is not left to the default VPC`);
    } else {
      yield finding(
        row.property,
        `Without \`${row.property}\` the ${row.label} is placed in the default VPC of the region.`,
        {
          remediation: `Set \`${row.property}\`.`,
        },
      );
    }
  },
});
