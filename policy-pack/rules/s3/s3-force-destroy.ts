import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { environmentSettings, isProtectedEnvironment } from "../../helpers/settings";

/** The property that lets a deployment delete a bucket with all it holds, by type. */
const PROPERTY = new Map<string, string>([
  ...[...kinds.bucket, ...kinds.directoryBucket, ...kinds.tableBucket, ...kinds.vectorBucket].map(
    (type) => [type, "forceDestroy"] as const,
  ),
  ...kinds.lightsailBucket.map((type) => [type, "forceDelete"] as const),
]);

export const s3ForceDestroy = defineRule({
  id: "s3-force-destroy",
  title: "Production buckets are not deleted together with what they hold",
  rationale:
    "S3 refuses to delete a bucket that is not empty. This switch empties it first, all versions included: a rename, a " +
    "replacement or `pulumi destroy` on the wrong stack then takes the data along.",
  remediation:
    'Leave it out in production, or let the environment decide: `forceDestroy: config.getBoolean("forceDestroy") ?? false`. ' +
    "`{ protect: true }` keeps the bucket itself, too.",
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: [],
  seeds: ["F"],
  settings: environmentSettings,
  scope: "resource",
  targets: [...PROPERTY.keys()],
  remediate: {
    does: "Switches it off, in a protected environment.",
    *edits(bucket) {
      yield set(PROPERTY.get(bucket.type) ?? "", false);
    },
  },
  *check(bucket, context) {
    const force = bucket.at(PROPERTY.get(bucket.type) ?? "");
    if (!force.unknown && force.boolean !== true) {
      return;
    }
    const inProduction = isProtectedEnvironment(bucket, context);
    if (inProduction === "no") {
      yield notApplicable("the environment is not a protected one");
    } else if (force.unknown || inProduction === "unknown") {
      yield undecided(force, "whether the switch is on, in a protected environment, is not known yet");
    } else {
      yield finding(
        force,
        `With \`${force.path}: true\`, in a protected environment, whatever deletes the bucket deletes every object in it first.`,
      );
    }
  },
});
