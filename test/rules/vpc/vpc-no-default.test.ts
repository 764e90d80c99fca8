import { vpcNoDefault } from "../../../policy-pack/rules/vpc/vpc-no-default";
import { ref, resource, testRule, unknown } from "../../support";

const MISSING: readonly (readonly [type: string, property: string, props?: Record<string, unknown>])[] = [
  ["aws:ec2/securityGroup:SecurityGroup", "vpcId"],
  ["aws:ec2/instance:Instance", "subnetId", { ami: "ami-1", instanceType: "t3.micro" }],
  ["aws:autoscaling/group:Group", "vpcZoneIdentifiers", { availabilityZones: ["us-east-1a"], minSize: 1, maxSize: 1 }],
  ["aws:elb/loadBalancer:LoadBalancer", "subnets", { availabilityZones: ["us-east-1a"] }],
  ["aws:rds/instance:Instance", "dbSubnetGroupName", { engine: "postgres" }],
  ["aws:rds/cluster:Cluster", "dbSubnetGroupName", { engine: "aurora-postgresql" }],
  ["aws:docdb/cluster:Cluster", "dbSubnetGroupName"],
  ["aws:neptune/cluster:Cluster", "neptuneSubnetGroupName"],
  ["aws:elasticache/cluster:Cluster", "subnetGroupName", { engine: "redis" }],
  ["aws:elasticache/replicationGroup:ReplicationGroup", "subnetGroupName"],
  ["aws:memorydb/cluster:Cluster", "subnetGroupName"],
  ["aws:redshift/cluster:Cluster", "clusterSubnetGroupName"],
  ["aws:dms/replicationInstance:ReplicationInstance", "replicationSubnetGroupId"],
];
/** Neighbours whose place something else decides. */
const ELSEWHERE: readonly (readonly [type: string, props: Record<string, unknown>])[] = [
  ["aws:ec2/instance:Instance", { launchTemplate: { id: "lt-1" } }],
  ["aws:ec2/instance:Instance", { networkInterfaces: [{ networkInterfaceId: "eni-1", deviceIndex: 0 }] }],
  ["aws:autoscaling/group:Group", { minSize: 1, maxSize: 1 }],
  ["aws:rds/instance:Instance", { replicateSourceDb: "primary" }],
  ["aws:rds/cluster:Cluster", { globalClusterIdentifier: "global" }],
  ["aws:elasticache/cluster:Cluster", { replicationGroupId: "group" }],
];
const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const list = (property: string, value: unknown) =>
  ["subnets", "vpcZoneIdentifiers"].includes(property) ? [value] : value;

testRule(vpcNoDefault, {
  judgedByCompanions: ["aws:ec2/defaultVpc:DefaultVpc", "aws:ec2/defaultSubnet:DefaultSubnet"],
  invalid: [
    {
      name: "the default VPC, adopted",
      resources: [resource("aws:ec2/defaultVpc:DefaultVpc", "vpc", {})],
      findings: [{ resource: "vpc", property: "", message: "takes over the default VPC", severity: "medium" }],
    },
    {
      name: "a default subnet, adopted",
      resources: [resource("aws:ec2/defaultSubnet:DefaultSubnet", "subnet", { availabilityZone: "us-east-1a" })],
      findings: [{ resource: "subnet", property: "", message: "a subnet of the default VPC" }],
    },
    {
      name: "an empty place",
      resources: [resource("aws:ec2/securityGroup:SecurityGroup", "it", { vpcId: "" })],
      findings: [{ resource: "it", property: "vpcId", message: "Without `vpcId` the security group" }],
    },
    ...MISSING.map(([type, property, props]) => ({
      name: `${type} without ${property}`,
      resources: [resource(type, "it", props)],
      findings: [{ resource: "it", property, message: `Without \`${property}\` the ` }],
    })),
    {
      name: "a database without a subnet group, in a group of a VPC that is still to come",
      resources: [
        vpc,
        resource("aws:ec2/securityGroup:SecurityGroup", "group", { vpcId: ref("vpc") }),
        resource("aws:rds/instance:Instance", "it", { engine: "postgres", vpcSecurityGroupIds: [ref("group")] }),
      ],
      findings: [{ resource: "it", property: "dbSubnetGroupName", message: "Without `dbSubnetGroupName` the " }],
    },
  ],
  valid: [
    ...MISSING.map(([type, property, props]) => ({
      name: `${type} with ${property}`,
      resources: [vpc, resource(type, "it", { ...props, [property]: list(property, ref("vpc")) })],
    })),
    ...MISSING.map(([type, property, props]) => ({
      name: `${type} with a ${property} nobody knows`,
      resources: [resource(type, "it", { ...props, [property]: unknown })],
    })),
    ...ELSEWHERE.map(([type, props]) => ({
      name: `${type} placed by ${Object.keys(props).join()}`,
      resources: [resource(type, "it", props)],
      outcome: "notApplicable" as const,
    })),
  ],
});
