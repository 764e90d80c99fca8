import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import type { Place } from "../documents/policy";
import { databaseMonitoringPolicy, databaseMonitoringTrust } from "../documents/roles";

/** Arguments of {@link DatabaseMonitoring}. */
export interface DatabaseMonitoringArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** The instance that will be monitored. It need not exist yet, and does not: it depends on this. */
  readonly databaseIdentifier: string;
  /** Encrypts the exported logs; its policy admits CloudWatch Logs. */
  readonly keyArn: pulumi.Input<string>;
  readonly retentionDays: number;
}

/** What a database needs to be watched: the role that sends metrics of its operating system, and groups for its logs. */
export class DatabaseMonitoring extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;
  /** The logs to export. */
  readonly exports = ["postgresql", "upgrade"];
  /** What has to exist before the instance, and is no property of it. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: DatabaseMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:DatabaseMonitoring", name, {}, opts);
    const { naming, place, databaseIdentifier } = args;
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        ...named(resourceName(naming, "db-monitoring", place)),
        description: "Sends the database's operating system metrics to CloudWatch Logs",
        assumeRolePolicy: databaseMonitoringTrust(databaseIdentifier, place),
      },
      { parent: this },
    );
    const rolePolicy = new aws.iam.RolePolicy(
      `${name}-role-policy`,
      { role: role.id, name: "write-metrics", policy: databaseMonitoringPolicy(place) },
      { parent: this },
    );
    // RDS makes these itself when they are missing: without retention and without the key.
    const logGroups = this.exports.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${log}-logs`,
          {
            ...named(`/aws/rds/instance/${databaseIdentifier}/${log}`),
            retentionInDays: args.retentionDays,
            kmsKeyId: args.keyArn,
          },
          { parent: this },
        ),
    );
    this.roleArn = role.arn;
    this.ready = [rolePolicy, ...logGroups];
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
