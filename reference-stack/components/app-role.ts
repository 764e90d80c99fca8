import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { named } from "../tags";
import { trustPolicy, type Place } from "../documents/policy";
import { appPolicy } from "../documents/roles";

/** The database user the application connects as; it has no password: `GRANT rds_iam TO app`. */
const DATABASE_USER = "app";

/** Arguments of {@link AppRole}. */
export interface AppRoleArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** The database's resource id, `db-…`; none where there is no database. */
  readonly databaseResourceId: pulumi.Input<string> | undefined;
  readonly dataBucketArn: pulumi.Input<string>;
  readonly storageKeyArn: pulumi.Input<string>;
  readonly signingKeyArn: pulumi.Input<string>;
  /** Where its parameters are, with the leading slash. */
  readonly parameterPath: string;
  readonly secretsKeyArn: pulumi.Input<string>;
  /** Encrypts the log group; its policy admits CloudWatch Logs. */
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** Who the application's instances are, and the log group they write to. */
export class AppRole extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;
  /** For a launch template: instances take a profile, not a role. */
  readonly instanceProfileArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;
  /** What has to exist before an instance starts, and is no property of it. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: AppRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:AppRole", name, {}, opts);
    const { naming, place } = args;
    const logGroup = new aws.cloudwatch.LogGroup(
      `${name}-log-group`,
      { ...named(resourceName(naming, "app")), retentionInDays: args.logRetentionDays, kmsKeyId: args.logKeyArn },
      { parent: this },
    );
    const roleName = resourceName(naming, "app", place);
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        ...named(roleName),
        description: "The application's instances",
        assumeRolePolicy: trustPolicy("ec2.amazonaws.com"),
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      `${name}-role-policy`,
      {
        role: role.id,
        name: "run-app",
        policy: pulumi
          .output({
            logGroupArn: logGroup.arn,
            databaseResourceId: args.databaseResourceId,
            dataBucketArn: args.dataBucketArn,
            storageKeyArn: args.storageKeyArn,
            signingKeyArn: args.signingKeyArn,
            secretsKeyArn: args.secretsKeyArn,
          })
          .apply((access) =>
            appPolicy(
              {
                ...access,
                databaseUser: DATABASE_USER,
                metricNamespace: resourceName(naming, "app"),
                parameterPath: args.parameterPath,
              },
              place,
            ),
          ),
      },
      { parent: this },
    );
    const profile = new aws.iam.InstanceProfile(
      `${name}-profile`,
      { ...named(roleName), role: role.name },
      { parent: this },
    );
    this.roleArn = role.arn;
    this.instanceProfileArn = profile.arn;
    this.logGroupName = logGroup.name;
    this.ready = [policy];
    this.registerOutputs({
      roleArn: this.roleArn,
      instanceProfileArn: this.instanceProfileArn,
      logGroupName: this.logGroupName,
    });
  }
}

/** Role names have 64 characters, and this service's begin with `AWSServiceRoleForAutoScaling_`. */
const LONGEST_SUFFIX = 35;

/** Arguments of {@link ScalingRole}. */
export interface ScalingRoleArgs {
  readonly naming: Naming;
  readonly accountId: string;
}

/**
 * The role in which Auto Scaling starts this stack's instances, in every region. One of its own: the one that all of an
 * account's groups share need not exist yet, and KMS refuses a key policy that names nobody.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
 */
export class ScalingRole extends pulumi.ComponentResource {
  /** Known before the role exists, so that key policies can be read in a preview. */
  readonly roleArn: string;

  constructor(name: string, args: ScalingRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:ScalingRole", name, {}, opts);
    const customSuffix = resourceName(args.naming, "app", { maxLength: LONGEST_SUFFIX });
    new aws.iam.ServiceLinkedRole(
      `${name}-role`,
      {
        awsServiceName: "autoscaling.amazonaws.com",
        customSuffix,
        description: `Starts the instances of ${args.naming.project} ${args.naming.environment}`,
        tags: { Name: customSuffix },
      },
      { parent: this },
    );
    const path = "aws-service-role/autoscaling.amazonaws.com";
    this.roleArn = `arn:aws:iam::${args.accountId}:role/${path}/AWSServiceRoleForAutoScaling_${customSuffix}`;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
