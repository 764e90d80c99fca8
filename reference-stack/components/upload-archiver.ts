import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../naming";
import type { Place } from "../documents/policy";
import { archiveStatements } from "../documents/roles";
import type { PrivateBucket } from "./private-bucket";
import { WorkerFunction } from "./worker-function";

/** Arguments of {@link UploadArchiver}. */
export interface UploadArchiverArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Every upload to it is copied. */
  readonly source: PrivateBucket;
  /** Receives the copies. */
  readonly target: PrivateBucket;
  /** Encrypts the objects of both. */
  readonly storageKeyArn: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  readonly logKeyArn: pulumi.Input<string>;
  readonly logRetentionDays: number;
}

/** The function that copies uploads to the backup bucket, and the notification that starts it. */
export class UploadArchiver extends pulumi.ComponentResource {
  readonly worker: WorkerFunction;

  constructor(name: string, args: UploadArchiverArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:UploadArchiver", name, {}, opts);
    const { place, source, target } = args;
    this.worker = new WorkerFunction(
      name,
      {
        naming: args.naming,
        place,
        type: "archive-upload",
        description: "Copies uploads to the backup bucket",
        handler: "archive-upload",
        environment: { variables: { BACKUP_BUCKET: target.bucket }, keyArn: args.storageKeyArn },
        statements: pulumi
          .all([source.arn, target.arn, args.storageKeyArn])
          .apply(([sourceArn, targetArn, keyArn]) => archiveStatements(sourceArn, targetArn, keyArn)),
        // A copy of 5 GiB takes S3 some minutes.
        timeoutSeconds: 300,
        subnetIds: args.subnetIds,
        securityGroupIds: [args.securityGroupId],
        logKeyArn: args.logKeyArn,
        logRetentionDays: args.logRetentionDays,
      },
      { parent: this },
    );
    const permission = new aws.lambda.Permission(
      `${name}-permission`,
      {
        action: "lambda:InvokeFunction",
        function: this.worker.functionName,
        principal: "s3.amazonaws.com",
        sourceArn: source.arn,
        // Bucket names can change hands; this stays with the account.
        sourceAccount: place.accountId,
      },
      { parent: this },
    );
    new aws.s3.BucketNotification(
      `${name}-notification`,
      {
        bucket: source.bucket,
        // AWS Backup follows the bucket's changes through EventBridge. It switches this on itself, and an update that does
        // not know of it would switch it off.
        // https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
        eventbridge: true,
        lambdaFunctions: [
          { id: "archive-upload", lambdaFunctionArn: this.worker.functionArn, events: ["s3:ObjectCreated:*"] },
        ],
      },
      // S3 tries whether it may call the function, and refuses the notification otherwise.
      { parent: this, dependsOn: permission },
    );
    this.registerOutputs({ functionArn: this.worker.functionArn });
  }
}
