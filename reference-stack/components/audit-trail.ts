import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import type { AlarmSpec } from "../alarm-specs/spec";
import { AUDIT_EVENTS } from "../alarm-specs/audit-events";
import { EncryptionKey } from "./keys";
import { trailDelivery } from "../documents/buckets";
import { trustPolicy, type Place } from "../documents/policy";
import { trailKeyPolicy } from "../documents/keys";
import { trailLogPolicy } from "../documents/roles";
import { PrivateBucket } from "./private-bucket";

/** Arguments of {@link AuditTrail}. */
export interface AuditTrailArgs {
  readonly naming: Naming;
  /** The trail's home; it records all regions. */
  readonly place: Place;
  readonly accessLogBucket: pulumi.Input<string>;
  /** Encrypts the log group; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly retentionDays: number;
  readonly deletionProtection: boolean;
}

/**
 * The record of every call to AWS in every region, in files that cannot be changed unnoticed and in a log group where the
 * alarming ones are counted.
 */
export class AuditTrail extends pulumi.ComponentResource {
  readonly trailArn: pulumi.Output<string>;
  /** The alarms on what the filters count. */
  readonly alarmSpecs: readonly AlarmSpec[];

  constructor(name: string, args: AuditTrailArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:AuditTrail", name, {}, opts);
    const { naming, place, deletionProtection } = args;
    const parent = { parent: this };
    const trailName = resourceName(naming, "trail");
    // Known before the trail exists, so that its bucket and its key can name it.
    const trailArn = `arn:aws:cloudtrail:${place.region}:${place.accountId}:trail/${trailName}`;
    const key = new EncryptionKey(
      `${name}-key`,
      { naming, purpose: "trail", policy: trailKeyPolicy(trailArn, place), deletionProtection },
      parent,
    );
    const bucket = new PrivateBucket(
      `${name}-files`,
      {
        naming,
        place,
        purpose: "trail",
        keyArn: key.keyArn,
        accessLogBucket: args.accessLogBucket,
        expireAfterDays: args.retentionDays,
        keepOldVersionsDays: args.retentionDays,
        statements: (arn) => trailDelivery(arn, trailArn, place),
        deletionProtection,
      },
      parent,
    );
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { ...named(trailName), retentionInDays: args.retentionDays, kmsKeyId: args.logKeyArn },
      parent,
    );
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        ...named(resourceName(naming, "trail", place)),
        description: "Writes the trail's events to CloudWatch Logs",
        assumeRolePolicy: trustPolicy("cloudtrail.amazonaws.com", { StringEquals: { "aws:SourceArn": trailArn } }),
      },
      parent,
    );
    const rolePolicy = new aws.iam.RolePolicy(
      `${name}-role-policy`,
      { role: role.id, name: "write-events", policy: logGroup.arn.apply(trailLogPolicy) },
      parent,
    );
    const trail = new aws.cloudtrail.Trail(
      `${name}-trail`,
      {
        name: trailName,
        s3BucketName: bucket.bucket,
        isMultiRegionTrail: true,
        includeGlobalServiceEvents: true,
        enableLogFileValidation: true,
        kmsKeyId: key.keyArn,
        // CloudTrail wants the streams of the group, and the provider returns the group.
        cloudWatchLogsGroupArn: logGroup.arn.apply((arn) => `${arn}:*`),
        cloudWatchLogsRoleArn: role.arn,
        tags: { Name: trailName },
      },
      // CloudTrail writes to both at once, and refuses the trail if it cannot.
      { ...parent, dependsOn: [...bucket.policy, rolePolicy] },
    );
    const namespace = resourceName(naming, "audit");
    for (const { type, pattern } of AUDIT_EVENTS) {
      new aws.cloudwatch.LogMetricFilter(
        `${name}-${type}`,
        {
          name: resourceName(naming, type),
          logGroupName: logGroup.name,
          pattern,
          metricTransformation: { namespace, name: type, value: "1", unit: "Count" },
        },
        parent,
      );
    }
    this.alarmSpecs = AUDIT_EVENTS.map(({ type, description }) => ({
      type,
      alarmDescription: description,
      namespace,
      metricName: type,
      dimensions: {},
      statistic: "Sum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 300,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    }));
    this.trailArn = trail.arn;
    this.registerOutputs({ trailArn: this.trailArn });
  }
}
