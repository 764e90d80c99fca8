import { kinds } from "../../engine/kinds";
import { isHalfKnown } from "../../engine/made-up";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { bucketAt } from "../../helpers/bucket-links";
import { companionsOf, isVersioned } from "../../helpers/buckets";
import { isDeclared } from "../../helpers/declared";
import { nameRulesOf, whyRefused } from "../../helpers/name-rules";
import { segmentsOf, valuesAt } from "../../helpers/values-at";
import { readDocument } from "../../iam/document";

const INLINE = ["replicationConfiguration", "replicationConfigurations[]"];
const VERSIONING_LINE =
  '`const versioning = new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });`';

export const s3ReplicationPrerequisites = defineRule({
  id: "s3-replication-prerequisites",
  title: "Replicated buckets are versioned at both ends, and a role can replicate",
  rationale:
    "S3 replicates versions: it refuses a replication configuration unless both buckets are versioned by then. Without a role " +
    "that S3 may assume, nothing is ever replicated.",
  remediation: `Version both buckets: ${VERSIONING_LINE} Let the replication depend on it: \`{ dependsOn: [versioning] }\`.`,
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: [...kinds.bucketReplication, ...kinds.bucket],
  *check(resource, { stack }) {
    const isBucket = kinds.bucket.some((type) => type === resource.type);
    const configurations = isBucket
      ? INLINE.filter((path) => isDeclared(stack, resource, path.replace("[]", ""))).flatMap((path) =>
          valuesAt(resource.props, path),
        )
      : [resource.props];
    if (configurations.length === 0) {
      yield notApplicable("the bucket has no replication of its own");
    }
    for (const configuration of configurations) {
      const source = isBucket ? [resource] : sourcesOf(stack, resource);
      yield* judgeSource(stack, configuration.at("bucket"), source);
      yield* judgeRole(stack, resource, configuration.at("role"));
      for (const path of ["destination", "destinations[]"]) {
        for (const destination of valuesAt(configuration, `rules[].${path}`)) {
          yield* judgeDestination(stack, resource, destination.at("bucket"));
        }
      }
      for (const rule of valuesAt(configuration, "rules[]")) {
        yield* judgeTimeControl(rule);
      }
    }
  },
});

function sourcesOf(stack: Stack, replication: Resource): readonly Resource[] | undefined {
  const { targets, exhaustive } = stack.link(replication, ["bucket"], kinds.bucket);
  return exhaustive ? targets : undefined;
}

function* judgeSource(stack: Stack, property: Value, sources: readonly Resource[] | undefined): Generator<Yield> {
  if (sources === undefined) {
    yield undecided(property, "which bucket is replicated is not known yet");
    return;
  }
  const answers = sources.map((bucket) => isVersioned(stack, bucket).holds);
  if (answers.length > 0 && answers.every((holds) => holds === false)) {
    yield finding(
      property,
      `Bucket "${sources[0]?.name ?? ""}", which is to be replicated, is not versioned: S3 refuses the replication ` +
        `("Versioning must be 'Enabled' on the bucket to apply a replication configuration").`,
    );
  } else if (answers.some((holds) => holds !== true)) {
    yield undecided(property, "whether the replicated bucket is versioned is not known yet");
  }
}

function* judgeDestination(stack: Stack, replication: Resource, property: Value): Generator<Yield> {
  const { targets, exhaustive } = bucketAt(stack, replication, property);
  const name = /^arn:[a-z0-9-]+:s3:::(.+)$/.exec(property.string ?? "")?.[1];
  const refused = name === undefined || targets.length > 0 ? undefined : whyNoBucket(name);
  if (refused !== undefined) {
    yield finding(
      property,
      `No bucket can be called as ${property.show()} says: ${refused}. S3 refuses a replication to a bucket that does not exist.`,
      { remediation: "Name an existing bucket, by its ARN: `replica.arn`." },
    );
    return;
  }
  if (!exhaustive) {
    yield undecided(property, "which bucket it replicates to is not known yet");
    return;
  }
  const answers = targets.map((bucket) => isVersioned(stack, bucket).holds);
  const named = `"${targets.map(({ name }) => name).join('" or "')}"`;
  if (targets.length > 0 && answers.every((holds) => holds === false)) {
    yield finding(
      property,
      `Bucket ${named}, to which it replicates, is not versioned: S3 refuses the replication ("Destination bucket must have ` +
        `versioning enabled").`,
    );
  } else if (answers.some((holds) => holds !== true)) {
    yield undecided(property, "whether the destination is versioned is not known yet");
  }
  for (const bucket of targets.length === 1 ? targets : []) {
    // Only a versioning of its own can come too late. For the source the provider waits and tries again; not here.
    const [versioning] = companionsOf(stack, bucket, kinds.bucketVersioning).sure;
    if (answers[0] === true && versioning !== undefined && !stack.isOrderedAfter(replication, versioning)) {
      yield finding(
        property,
        `The replication does not depend on "${versioning.name}", which versions its destination "${bucket.name}". Both are ` +
          `created at the same time, and S3 refuses the replication when it comes first ("Destination bucket must have ` +
          `versioning enabled").`,
        {
          remediation: `Pass \`{ dependsOn: [versioning] }\`, with "${versioning.name}" for \`versioning\`, to the replication.`,
        },
      );
    }
  }
}

/** Why S3 lets nobody create a bucket of this name. */
function whyNoBucket(name: string): string | undefined {
  const context = { autoNamed: false, isFifo: undefined };
  return nameRulesOf(kinds.bucket[0])
    .map((rule) => whyRefused(rule, name, context))
    .find((reason) => reason !== undefined);
}

function* judgeRole(stack: Stack, replication: Resource, role: Value): Generator<Yield> {
  const text = role.string;
  const needsArn = "Give the ARN of an `aws.iam.Role` that `s3.amazonaws.com` may assume.";
  if (role.absent || text === "") {
    yield finding(role, "The replication has no role, and S3 replicates nothing without one.", {
      remediation: needsArn,
    });
    return;
  }
  if (text !== undefined && !text.startsWith("arn:") && !isHalfKnown(text)) {
    yield finding(role, `${role.show()} is no ARN, and S3 takes the role by its ARN alone.`, {
      remediation: "Pass `role.arn`.",
    });
    return;
  }
  const { targets, certain } = stack.link(replication, segmentsOf(role), kinds.role);
  const [target] = certain ? targets : [];
  const trust = target?.at("assumeRolePolicy");
  const document = trust === undefined ? undefined : readDocument(trust);
  if (target === undefined || trust === undefined || document === undefined) {
    return;
  }
  const trusted = document.statements.filter(({ effect }) => effect === "Allow").map(({ principal }) => principal);
  const services = trusted.flatMap((principal) => principal.at("Service").items);
  if (services.some(({ string }) => string === "s3.amazonaws.com") || trusted.some(({ string }) => string === "*")) {
    return;
  }
  if (document.open.length > 0 || trusted.some((principal) => principal.unknown || principal.at("Service").halfKnown)) {
    yield undecided(role, "whom the role trusts is not known yet");
  } else {
    yield finding(
      trust,
      `Role "${target.name}" does not trust \`s3.amazonaws.com\`, so S3 cannot use it, and nothing is replicated.`,
      {
        resource: target,
        remediation: 'Trust it: `Principal: { Service: "s3.amazonaws.com" }`, `Action: "sts:AssumeRole"`.',
      },
    );
  }
}

/** Replication Time Control belongs to the second form of rules, which have a filter, and needs metrics. */
function* judgeTimeControl(rule: Value): Generator<Yield> {
  const isOn = (value: Value) => value.items.some((item) => item.at("status").string === "Enabled");
  const isSet = (value: Value) => value.unknown || value.items.length > 0;
  for (const destination of [rule.at("destination"), ...rule.at("destinations").items]) {
    const time = [destination.at("replicationTime"), destination.at("replicationTimes")].find(isOn);
    if (time === undefined) {
      continue;
    }
    if (!isSet(rule.at("filter")) && !isSet(rule.at("filters"))) {
      yield finding(
        time,
        "Replication Time Control is on and the rule has no `filter`: S3 then takes it for the first form of rules, and refuses it.",
        {
          remediation:
            'Add `filter: {}` (everything) and `deleteMarkerReplication: { status: "Disabled" }` to the rule, instead of `prefix`.',
        },
      );
    }
    const metrics = destination.at("metrics");
    if (!metrics.halfKnown && !isOn(metrics)) {
      yield finding(time, "Replication Time Control is on without `metrics`, and S3 takes the two only together.", {
        remediation: 'Add `metrics: { status: "Enabled", eventThreshold: { minutes: 15 } }` to the destination.',
      });
    }
  }
}
