import * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../naming";
import { LogBucket } from "./log-bucket";
import { accessLogDelivery } from "./policies/buckets";
import type { Place } from "./policies/document";
import { PrivateBucket } from "./private-bucket";

/** Arguments of {@link Storage}. */
export interface StorageArgs {
  readonly naming: Naming;
  readonly place: Place;
  /** Encrypts the objects of both buckets. */
  readonly keyArn: pulumi.Input<string>;
  /** Days for which replaced and deleted objects can be had back. */
  readonly keepOldVersionsDays: number;
  readonly logRetentionDays: number;
  readonly deletionProtection: boolean;
}

/** The buckets of one region: the application's data, the copies of it, and the record of who touched either. */
export class Storage extends pulumi.ComponentResource {
  /** What the application reads and writes. */
  readonly data: PrivateBucket;
  /** A copy of every upload, out of the application's reach. */
  readonly backup: PrivateBucket;
  /** Receives the access logs of the region's buckets. */
  readonly accessLogs: LogBucket;

  constructor(name: string, args: StorageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Storage", name, {}, opts);
    const { naming, place, deletionProtection } = args;
    this.accessLogs = new LogBucket(
      `${name}-access-logs`,
      {
        naming,
        place,
        purpose: "access",
        delivery: accessLogDelivery,
        writerNeedsAcl: false,
        retentionDays: args.logRetentionDays,
        deletionProtection,
      },
      { parent: this },
    );
    const bucket = (purpose: string) =>
      new PrivateBucket(
        `${name}-${purpose}`,
        {
          naming,
          place,
          purpose,
          keyArn: args.keyArn,
          accessLogBucket: this.accessLogs.bucket,
          keepOldVersionsDays: args.keepOldVersionsDays,
          statements: () => [],
          deletionProtection,
        },
        // S3 starts to deliver when it is told of the bucket, and then has to be let in already.
        { parent: this, dependsOn: [...this.accessLogs.writable] },
      );
    this.data = bucket("data");
    this.backup = bucket("backup");
    this.registerOutputs({
      dataBucket: this.data.bucket,
      backupBucket: this.backup.bucket,
      accessLogBucket: this.accessLogs.bucket,
    });
  }
}
