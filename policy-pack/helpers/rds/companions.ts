/** Settings of a database that only fail together with those of another resource of the stack. */
import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { finding, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { declaredAt, isDeclared } from "../declared";
import { lackOfZones } from "../placement";
import { copiedBy, engineOf, isMember, isSecondary } from "./engine";
import { familiesOf, familyOf, nearestFamily, versionSource } from "./engine-versions";
import { isStaticParameter } from "./static-parameters";

/** Every check of a database against the resources it is linked to. */
export function* besideOthers(stack: Stack, resource: Resource): Generator<Yield> {
  yield* parameterFamily(stack, resource);
  yield* replicaSource(stack, resource);
  yield* globalSecondary(stack, resource);
  yield* serverlessMember(stack, resource);
  yield* multiAzCluster(stack, resource);
}

/** The one resource a property surely leads to. */
function linked(stack: Stack, resource: Resource, property: string, kind: Kind): Resource | undefined {
  const { targets, certain } = stack.link(resource, [property], kind);
  return certain ? targets[0] : undefined;
}

const PARAMETER_GROUPS: readonly (readonly [property: string, kind: Kind])[] = [
  ["parameterGroupName", kinds.dbParameterGroup],
  ["dbParameterGroupName", kinds.dbParameterGroup],
  ["dbClusterParameterGroupName", kinds.dbClusterParameterGroup],
];

function* parameterFamily(stack: Stack, resource: Resource): Generator<Yield> {
  const engine = engineOf(stack, resource).string;
  if (engine === undefined || copiedBy(stack, resource) !== undefined) {
    return;
  }
  for (const [property, kind] of PARAMETER_GROUPS.filter(([each]) => isDeclared(stack, resource, each))) {
    const family = linked(stack, resource, property, kind)?.at("family").string;
    const version = versionOf(stack, resource);
    const own: string | undefined = version === undefined ? undefined : familyOf(engine, version);
    if (family === undefined || own === family) {
      continue;
    }
    if (own !== undefined || (familiesOf(engine).size > 0 && !family.startsWith(engine))) {
      yield finding(
        property,
        `\`${property}\` is a group of the family ${family}, and the database is ${engine}${version === undefined ? "" : ` ${version}`}. RDS refuses parameters of another family.`,
        {
          remediation: `Set \`family: "${own ?? `${engine}…`}"\` on the parameter group, or change the engine version.`,
        },
      );
    }
  }
}

/** A member has its cluster's version. */
function versionOf(stack: Stack, resource: Resource): string | undefined {
  const own = declaredAt(stack, resource, "engineVersion");
  if (!own.absent || !isMember(resource)) {
    return own.halfKnown ? undefined : own.string;
  }
  const cluster = linked(stack, resource, "clusterIdentifier", kinds.rdsCluster);
  return cluster === undefined ? undefined : versionOf(stack, cluster);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html: automatic backups first. */
function* replicaSource(stack: Stack, resource: Resource): Generator<Yield> {
  const source = isDeclared(stack, resource, "replicateSourceDb")
    ? linked(stack, resource, "replicateSourceDb", kinds.rdsInstance)
    : undefined;
  if (source === undefined || copiedBy(stack, source) !== undefined) {
    return;
  }
  const days = declaredAt(stack, source, "backupRetentionPeriod");
  if (days.absent || days.number === 0) {
    yield finding(
      "replicateSourceDb",
      `The source "${source.name}" keeps no automated backups (\`backupRetentionPeriod\` is ${days.absent ? "not set, which is 0" : "0"}), and RDS creates no replica of such a database: \`Automated backups are not enabled for this database instance\`.`,
      { resource: source, remediation: "Set `backupRetentionPeriod: 7` on the source." },
    );
  }
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-attach.html */
function* globalSecondary(stack: Stack, cluster: Resource): Generator<Yield> {
  if (!isSecondary(stack, cluster)) {
    return;
  }
  const world = linked(stack, cluster, "globalClusterIdentifier", kinds.rdsGlobalCluster);
  const isEncrypted = world !== undefined && declaredAt(stack, world, "storageEncrypted").boolean === true;
  if (isEncrypted && !isDeclared(stack, cluster, "kmsKeyId")) {
    yield finding(
      "kmsKeyId",
      `The global cluster "${world.name}" is encrypted, and this secondary names no key of its own region. RDS answers \`For encrypted cross-region replica, kmsKeyId should be explicitly specified\`.`,
      { remediation: "Give the secondary `storageEncrypted: true` and `kmsKeyId`, the ARN of a key in its region." },
    );
  }
}

/** https://github.com/cloudposse/terraform-aws-rds-cluster/pull/181 has RDS's answer. */
function* serverlessMember(stack: Stack, resource: Resource): Generator<Yield> {
  if (!isMember(resource) || resource.at("instanceClass").string !== "db.serverless") {
    return;
  }
  const cluster = linked(stack, resource, "clusterIdentifier", kinds.rdsCluster);
  const isFirst =
    cluster !== undefined &&
    stack
      .companions(cluster, kinds.rdsCluster, kinds.rdsClusterInstance, "clusterIdentifier")
      .find((each) => each.at("instanceClass").string === "db.serverless") === resource;
  if (isFirst && !isDeclared(stack, cluster, "serverlessv2ScalingConfiguration")) {
    yield finding(
      "instanceClass",
      `The class is \`db.serverless\`, and the cluster "${cluster.name}" has no \`serverlessv2ScalingConfiguration\`. RDS answers \`Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance\`.`,
      { remediation: "`serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 }` on the cluster." },
    );
  }
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/create-multi-az-db-cluster.html */
function* multiAzCluster(stack: Stack, cluster: Resource): Generator<Yield> {
  const engine = declaredAt(stack, cluster, "engine");
  if (
    cluster.is(kinds.rdsCluster) &&
    (engine.string === "mysql" || engine.string === "postgres") &&
    copiedBy(stack, cluster) === undefined &&
    !isDeclared(stack, cluster, "dbClusterInstanceClass")
  ) {
    const aurora = engine.string === "mysql" ? "aurora-mysql" : "aurora-postgresql";
    yield finding(
      engine,
      `A cluster with \`engine: ${engine.show()}\` is a Multi-AZ DB cluster, not Aurora, and needs \`dbClusterInstanceClass\`, \`allocatedStorage\` and \`storageType\`.`,
      { remediation: `For Aurora write \`engine: "${aurora}"\`.` },
    );
  }
}

/** A family of parameter groups RDS does not have. */
export function* missingFamily(group: Resource): Generator<Yield> {
  const family = group.at("family");
  const nearest = family.halfKnown ? undefined : nearestFamily(family.string ?? "");
  if (nearest !== undefined) {
    yield finding(
      family,
      `RDS has no family of parameter groups \`${family.string ?? ""}\`: it names them by the major version (list of ${versionSource()}).`,
      { remediation: `Set \`family: "${nearest}"\`.` },
    );
  }
}

/** Parameters of a DB parameter group that RDS applies only with a reboot, and the program wants at once. */
export function* staticParameters(group: Resource): Generator<Yield> {
  const family = group.at("family").string ?? "";
  const wrong = group.at("parameters").items.filter((parameter) => {
    const method = parameter.at("applyMethod");
    return (
      (method.absent || method.string === "immediate") && isStaticParameter(family, parameter.at("name").string ?? "")
    );
  });
  const [first] = wrong;
  if (first !== undefined) {
    const names = wrong.map((parameter) => `\`${parameter.at("name").string ?? ""}\``).join(", ");
    // https://github.com/hashicorp/terraform-provider-aws/issues/216
    yield finding(
      first.at("applyMethod"),
      `${names}: static in ${family}, and \`applyMethod\` is \`immediate\`, its default. RDS answers \`cannot use immediate apply method for static parameter\`.`,
      { remediation: 'Set `applyMethod: "pending-reboot"` on ' + (wrong.length > 1 ? "each of them." : "it.") },
    );
  }
}

/** Subnet groups of databases, which need two zones (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html). */
export function* subnetZones(stack: Stack, group: Resource): Generator<Yield> {
  const lack = lackOfZones(stack, group, "subnetIds");
  if (lack !== undefined) {
    yield finding(
      "subnetIds",
      `\`subnetIds\` has ${lack}. The group must span two availability zones (\`DBSubnetGroupDoesNotCoverEnoughAZs\`).`,
      { remediation: "Give it a subnet in each of two zones, also for a database in one." },
    );
  }
}
