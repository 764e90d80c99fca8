import { rdsNotPublic } from "../../../policy-pack/rules/rds/rds-not-public";
import { ref, resource, testRule, unknown } from "../../support";

const INSTANCE = "aws:rds/instance:Instance";
const database = (publiclyAccessible: unknown, type = INSTANCE) =>
  resource(type, "db", publiclyAccessible === undefined ? {} : { publiclyAccessible });
const FOUND = {
  resource: "db",
  property: "publiclyAccessible",
  message: "has a public IP address",
  severity: "high",
} as const;

testRule(rdsNotPublic, {
  invalid: [
    { name: "an instance", resources: [database(true)], findings: [FOUND] },
    { name: "a text that says yes", resources: [database("true")], findings: [FOUND] },
    {
      name: "a member of a cluster",
      resources: [database(true, "aws:rds/clusterInstance:ClusterInstance")],
      findings: [{ ...FOUND, message: "the instance of the database cluster has" }],
    },
    { name: "Neptune", resources: [database(true, "aws:neptune/clusterInstance:ClusterInstance")], findings: [FOUND] },
    { name: "Redshift", resources: [database(true, "aws:redshift/cluster:Cluster")], findings: [FOUND] },
    {
      name: "a replication instance",
      resources: [database(true, "aws:dms/replicationInstance:ReplicationInstance")],
      findings: [{ ...FOUND, message: "the replication instance has" }],
    },
    {
      name: "an instance in groups that are still to come",
      resources: [
        resource("aws:ec2/securityGroup:SecurityGroup", "group", { description: "Orders" }),
        resource(INSTANCE, "db", { publiclyAccessible: true, vpcSecurityGroupIds: [ref("group")] }),
      ],
      findings: [FOUND],
    },
  ],
  valid: [
    { name: "an instance that says no", resources: [database(false)] },
    { name: "an instance that says nothing", resources: [database(undefined)] },
    { name: "a text that says no", resources: [database("false")] },
    {
      name: "a private replication instance",
      resources: [database(false, "aws:dms/replicationInstance:ReplicationInstance")],
    },
    { name: "a switch from elsewhere", resources: [database(unknown)], undecided: ["preview", "up", "offline"] },
  ],
  remediates: [
    { name: "an instance", resource: database(true), becomes: { publiclyAccessible: false } },
    {
      name: "Redshift, as a text",
      resource: database("true", "aws:redshift/cluster:Cluster"),
      becomes: { publiclyAccessible: false },
    },
    { name: "a private instance", resource: database(false), becomes: {} },
    { name: "a switch from elsewhere", resource: database(unknown), becomes: {} },
    {
      name: "a replication instance, which would be replaced",
      resource: database(true, "aws:dms/replicationInstance:ReplicationInstance"),
      becomes: {},
    },
  ],
  remediated: [
    "an instance",
    "a text that says yes",
    "a member of a cluster",
    "Redshift",
    "an instance in groups that are still to come",
  ],
});
