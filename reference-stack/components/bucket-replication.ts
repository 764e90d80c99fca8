import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { replicationDelayAlarms, replicationFailureAlarms } from "../alarm-specs/data";
import type { AlarmSpec } from "../alarm-specs/spec";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import { fromAccount, trustPolicy, type Place } from "../documents/policy";
import { replicationPolicy } from "../documents/roles";
import type { PrivateBucket } from "./private-bucket";

/** Arguments of {@link BucketReplication}. */
export interface BucketReplicationArgs {
  readonly naming: Naming;
  /** Where the source is. */
  readonly place: Place;
  readonly source: PrivateBucket;
  readonly sourceKeyArn: pulumi.Input<string>;
  /** The bucket in the other region. */
  readonly replica: PrivateBucket;
  readonly replicaRegion: string;
  readonly replicaKeyArn: pulumi.Input<string>;
}

/** The name of the one rule; its metrics are known by it. */
const RULE = "everything";

/** Copies every new object of a bucket to another region within minutes, under a key of that region. */
export class BucketReplication extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;
  /** On what fails, for the region of the source. */
  readonly sourceAlarmSpecs: readonly AlarmSpec[];
  /** On what comes late, for the region of the replica. */
  readonly replicaAlarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: BucketReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:BucketReplication", name, {}, opts);
    const { place, source, replica } = args;
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        ...named(resourceName(args.naming, "replication", place)),
        description: "Copies backups to the second region",
        assumeRolePolicy: trustPolicy("s3.amazonaws.com", fromAccount(place.accountId)),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-role-policy`,
      {
        role: role.id,
        name: "replicate",
        policy: pulumi
          .all([source.arn, args.sourceKeyArn, replica.arn, args.replicaKeyArn])
          .apply(([sourceArn, sourceKeyArn, replicaArn, replicaKeyArn]) =>
            replicationPolicy(
              { bucketArn: sourceArn, keyArn: sourceKeyArn, region: place.region },
              { bucketArn: replicaArn, keyArn: replicaKeyArn, region: args.replicaRegion },
            ),
          ),
      },
      { parent: this },
    );
    new aws.s3.BucketReplicationConfig(
      `${name}-config`,
      {
        bucket: source.bucket,
        role: role.arn,
        rules: [
          {
            id: RULE,
            status: "Enabled",
            priority: 0,
            filter: { prefix: "" },
            // A deletion here is no deletion there: that is what the copy is for.
            deleteMarkerReplication: { status: "Disabled" },
            sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
            destination: {
              bucket: replica.arn,
              storageClass: "STANDARD_IA",
              encryptionConfiguration: { replicaKmsKeyId: args.replicaKeyArn },
              // Without metrics nobody would notice that it has stopped.
              metrics: { status: "Enabled", eventThreshold: { minutes: 15 } },
              replicationTime: { status: "Enabled", time: { minutes: 15 } },
            },
          },
        ],
      },
      // Both ends have to be versioned, and the role has to be able to do it, before S3 takes the rule.
      { parent: this, dependsOn: [source.versioning, replica.versioning, policy] },
    );
    this.roleArn = role.arn;
    const metric = { sourceBucket: source.bucket, replicaBucket: replica.bucket, ruleId: RULE };
    this.sourceAlarmSpecs = replicationFailureAlarms(metric);
    this.replicaAlarmSpecs = replicationDelayAlarms(metric);
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
