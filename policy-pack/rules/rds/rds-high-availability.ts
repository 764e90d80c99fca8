import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { declaredAt } from "../../helpers/declared";
import { isSecondary, replicaOf } from "../../helpers/rds/engine";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

/** Kinds of clusters, each with the kind of its instances. */
const CLUSTERS: readonly (readonly [cluster: Kind, member: Kind])[] = [
  [kinds.rdsCluster, kinds.rdsClusterInstance],
  [kinds.documentCluster, kinds.documentClusterInstance],
  [kinds.neptuneCluster, kinds.neptuneClusterInstance],
];

export const rdsHighAvailability = defineRule({
  id: "rds-high-availability",
  title: "Production databases survive the loss of an availability zone",
  rationale:
    "A database in one zone is down for as long as the zone is, and for every patch and every failed host as well. With a " +
    "standby or a second instance RDS fails over within a minute or two.",
  remediation: "An instance: `multiAz: true`. A cluster: a second instance, in another zone.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub RDS.5", "Security Hub RDS.15", "Prowler rds_instance_multi_az"),
  seeds: ["S2-5", "S3-10"],
  settings: environmentSettings,
  scope: "stack",
  targets: [...kinds.rdsInstance, ...CLUSTERS.flatMap(([cluster]) => cluster)],
  *check(database, context) {
    const inProduction = isProtectedEnvironment(database, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
      return;
    }
    for (const each of judge(context.stack, database)) {
      yield each.outcome === "finding" && inProduction === "unknown"
        ? undecided(each.property, "whether the environment is a protected one is not known yet")
        : each;
    }
  },
});

function judge(stack: Stack, database: Resource): Iterable<Yield> {
  const [cluster, member] = CLUSTERS.find(([types]) => types.includes(database.type)) ?? [];
  return cluster === undefined || member === undefined
    ? ofInstance(stack, database)
    : ofCluster(stack, database, cluster, member);
}

function* ofInstance(stack: Stack, database: Resource): Generator<Yield> {
  const standby = declaredAt(stack, database, "multiAz");
  if (standby.boolean === true) {
    return;
  }
  if (replicaOf(stack, database) !== undefined) {
    yield notApplicable("it is a replica: its source is what must survive");
  } else if (/^sqlserver-(ex|web)$/.test(declaredAt(stack, database, "engine").string ?? "")) {
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_SQLServerMultiAZ.html
    yield notApplicable("this edition of SQL Server has no standby, or not in every version");
  } else if (standby.unknown) {
    yield undecided(standby, "whether it has a standby is not known yet");
  } else {
    yield finding(
      "multiAz",
      `\`multiAz\` is ${standby.absent ? "not set" : standby.show()} in a protected environment: the database has no standby in another zone.`,
      { remediation: "Set `multiAz: true`." },
    );
  }
}

function* ofCluster(stack: Stack, database: Resource, cluster: Kind, member: Kind): Generator<Yield> {
  if (/^(mysql|postgres)$/.test(declaredAt(stack, database, "engine").string ?? "")) {
    // A Multi-AZ DB cluster has three instances, in three zones.
    return;
  }
  if (isSecondary(stack, database) || declaredAt(stack, database, "engineMode").string === "serverless") {
    yield notApplicable("it has no instances of its own to count: a secondary of a global cluster, or Serverless v1");
    return;
  }
  const members = stack.companions(database, cluster, member, "clusterIdentifier");
  const sure = members.filter((each) => stack.link(each, ["clusterIdentifier"], cluster).certain);
  const zones = sure.map((each) => declaredAt(stack, each, "availabilityZone"));
  const inOneZone = zones.every(
    (zone) => !zone.halfKnown && zone.string !== undefined && zone.string === zones[0]?.string,
  );
  if (sure.length >= 2 && !inOneZone) {
    return;
  }
  if (sure.length < members.length || stack.strays(cluster, member, "clusterIdentifier").length > 0) {
    yield undecided("", "which instances belong to the cluster is not known yet");
  } else if (sure.length >= 2) {
    yield finding(
      "",
      `All ${sure.length} instances of the cluster are in ${zones[0]?.string ?? "one zone"}, in a protected environment.`,
      {
        remediation: "Leave `availabilityZone` out, or name another zone for one of them.",
      },
    );
  } else {
    yield finding(
      "",
      `The cluster has ${sure.length === 0 ? "no instance in this stack" : `one instance, "${sure[0]?.name ?? ""}"`}, in a protected environment: nothing takes over when it fails.`,
      { remediation: "Give the cluster a second instance; RDS places it in another zone." },
    );
  }
}
