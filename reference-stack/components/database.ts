import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import { DatabaseMonitoring } from "./database-monitoring";
import type { EncryptionKey } from "./keys";
import type { Place } from "../documents/policy";

/** The major version only: AWS retires minor ones, and applies new ones in the maintenance window. */
const MAJOR_VERSION = "17";

/** The port PostgreSQL listens on. */
export const DATABASE_PORT = 5432;

/** Arguments of {@link Database}. */
export interface DatabaseArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Subnets of the data tier, in at least two zones. */
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  /** Encrypts the storage, the backups, the insights and the master password. */
  readonly key: EncryptionKey;
  /** Encrypts the exported logs; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly instanceClass: string;
  /** Grows by itself up to four times this. */
  readonly storageGiB: number;
  readonly backupDays: number;
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
}

/**
 * A PostgreSQL instance with a standby in a second zone, whose master password no program and no person ever sees: RDS
 * makes it, keeps it in Secrets Manager and rotates it.
 */
export class Database extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly identifier: pulumi.Output<string>;
  /** `db-…`: what IAM knows the instance by. */
  readonly resourceId: pulumi.Output<string>;
  /** Host and port. */
  readonly endpoint: pulumi.Output<string>;
  /** The secret that holds the master user's name and password. */
  readonly masterSecretArn: pulumi.Output<string | undefined>;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Database", name, {}, opts);
    const { naming, key } = args;
    const identifier = resourceName(naming, "db");
    const subnetGroup = new aws.rds.SubnetGroup(
      `${name}-subnets`,
      {
        name: resourceName(naming, "db-subnets"),
        description: "Data subnets of all zones",
        subnetIds: args.subnetIds,
        tags: { Name: resourceName(naming, "db-subnets") },
      },
      { parent: this },
    );
    const parameters = new aws.rds.ParameterGroup(
      `${name}-parameters`,
      {
        // With the version in the name, a major upgrade can make the new group while the old one is in use.
        ...named(resourceName(naming, `db-postgres${MAJOR_VERSION}`)),
        family: `postgres${MAJOR_VERSION}`,
        description: "TLS for every connection, and a log of slow statements",
        parameters: [
          { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
          { name: "log_min_duration_statement", value: "1000" },
        ],
      },
      { parent: this },
    );
    const monitoring = new DatabaseMonitoring(
      `${name}-monitoring`,
      {
        naming,
        place: args.place,
        databaseIdentifier: identifier,
        keyArn: args.logKeyArn,
        retentionDays: args.logRetentionDays,
      },
      { parent: this },
    );
    const instance = new aws.rds.Instance(
      `${name}-instance`,
      {
        identifier,
        engine: "postgres",
        engineVersion: MAJOR_VERSION,
        instanceClass: args.instanceClass,
        allocatedStorage: args.storageGiB,
        maxAllocatedStorage: args.storageGiB * 4,
        storageType: "gp3",
        storageEncrypted: true,
        kmsKeyId: key.keyArn,
        dbName: "app",
        port: DATABASE_PORT,
        username: "dbowner",
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: key.keyArn,
        iamDatabaseAuthenticationEnabled: true,
        multiAz: true,
        dbSubnetGroupName: subnetGroup.name,
        vpcSecurityGroupIds: [args.securityGroupId],
        publiclyAccessible: false,
        caCertIdentifier: "rds-ca-rsa2048-g1",
        parameterGroupName: parameters.name,
        autoMinorVersionUpgrade: true,
        backupRetentionPeriod: args.backupDays,
        backupWindow: "02:00-03:00",
        maintenanceWindow: "sun:03:30-sun:04:30",
        copyTagsToSnapshot: true,
        deletionProtection: args.deletionProtection,
        skipFinalSnapshot: false,
        // Snapshots outlive the stack, and names must not repeat: the key is as old as the stack, so its id tells the
        // snapshots of one life of the stack from those of the next, without a clock.
        finalSnapshotIdentifier: key.keyId.apply((id) => resourceName(naming, `db-final-${id.slice(0, 8)}`)),
        monitoringInterval: 60,
        monitoringRoleArn: monitoring.roleArn,
        performanceInsightsEnabled: true,
        performanceInsightsKmsKeyId: key.keyArn,
        performanceInsightsRetentionPeriod: 7,
        enabledCloudwatchLogsExports: monitoring.exports,
        tags: { Name: identifier },
      },
      { parent: this, dependsOn: [...monitoring.ready] },
    );
    this.arn = instance.arn;
    this.identifier = instance.identifier;
    this.resourceId = instance.resourceId;
    this.endpoint = instance.endpoint;
    this.masterSecretArn = pulumi.output(instance.masterUserSecrets[0]?.secretArn);
    this.registerOutputs({
      identifier: this.identifier,
      resourceId: this.resourceId,
      endpoint: this.endpoint,
      masterSecretArn: this.masterSecretArn,
    });
  }
}
