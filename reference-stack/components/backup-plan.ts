import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { fromAccount, trustPolicy, type Place } from "./policies/document";

/** What AWS Backup needs for databases and for buckets; AWS made both policies for its role and nobody else. */
const MANAGED_POLICIES = {
  backup: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  "backup-s3": "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
};

/** Arguments of {@link BackupPlan}. */
export interface BackupPlanArgs {
  readonly naming: Naming;
  readonly place: Place;
  readonly vaultName: pulumi.Input<string>;
  /** A vault in another region that receives a copy of each backup. */
  readonly copyToVaultArn?: pulumi.Input<string>;
  /** What is backed up; buckets must be versioned. */
  readonly resourceArns: pulumi.Input<string>[];
  readonly keepDays: number;
}

/** A backup every night, kept for so many days, and copied to the second region if there is one. */
export class BackupPlan extends pulumi.ComponentResource {
  readonly planArn: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:BackupPlan", name, {}, opts);
    const { naming, place } = args;
    const parent = { parent: this };
    const role = new aws.iam.Role(
      `${name}-role`,
      {
        name: resourceName(naming, "backup", place),
        description: "Makes the nightly backups",
        assumeRolePolicy: trustPolicy("backup.amazonaws.com", fromAccount(place.accountId)),
      },
      parent,
    );
    const rights = Object.entries(MANAGED_POLICIES).map(
      ([type, policyArn]) =>
        new aws.iam.RolePolicyAttachment(`${name}-${type}-rights`, { role: role.name, policyArn }, parent),
    );
    const lifecycle = { deleteAfter: args.keepDays };
    const planName = resourceName(naming, "nightly", { maxLength: 50 });
    const plan = new aws.backup.Plan(
      `${name}-plan`,
      {
        name: planName,
        rules: [
          {
            ruleName: "nightly",
            targetVaultName: args.vaultName,
            // Not in the hour of the database's own backup and maintenance: RDS refuses both at once.
            schedule: "cron(0 5 ? * * *)",
            startWindow: 60,
            completionWindow: 360,
            lifecycle,
            ...(args.copyToVaultArn === undefined
              ? {}
              : { copyActions: [{ destinationVaultArn: args.copyToVaultArn, lifecycle }] }),
          },
        ],
        tags: { Name: planName },
      },
      parent,
    );
    new aws.backup.Selection(
      `${name}-selection`,
      {
        name: resourceName(naming, "nightly", { maxLength: 50 }),
        planId: plan.id,
        iamRoleArn: role.arn,
        resources: args.resourceArns,
      },
      { ...parent, dependsOn: rights },
    );
    this.planArn = plan.arn;
    this.registerOutputs({ planArn: this.planArn });
  }
}
