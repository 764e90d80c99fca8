import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { accountKeyPolicy, databaseKeyPolicy, logKeyPolicy } from "../documents/keys";
import type { Place } from "../documents/policy";
import { resourceName, type Naming } from "../naming";

/** Arguments of {@link EncryptionKey}. */
export interface EncryptionKeyArgs {
  readonly naming: Naming;
  /** What it encrypts, in a word: becomes part of the alias. */
  readonly purpose: string;
  /** The key policy, as JSON: exactly the services that use the key (`documents/keys.ts`). */
  readonly policy: pulumi.Input<string>;
  /** Whether the key may go soon after `pulumi destroy`, or is kept for the longest time AWS grants. */
  readonly deletionProtection: boolean;
}

/** A customer managed KMS key with an explicit policy, yearly rotation and an alias. One for each purpose. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;
  /** The key's id, a UUID. */
  readonly keyId: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:EncryptionKey", name, {}, opts);
    const alias = resourceName(args.naming, args.purpose);
    const key = new aws.kms.Key(
      `${name}-key`,
      {
        description: `Encrypts the ${args.purpose} of ${args.naming.project} ${args.naming.environment}`,
        policy: args.policy,
        enableKeyRotation: true,
        deletionWindowInDays: args.deletionProtection ? 30 : 7,
        tags: { Name: alias },
      },
      { parent: this },
    );
    new aws.kms.Alias(`${name}-alias`, { name: `alias/${alias}`, targetKeyId: key.keyId }, { parent: this });
    this.keyArn = key.arn;
    this.keyId = key.keyId;
    this.registerOutputs({ keyArn: this.keyArn, keyId: this.keyId });
  }
}

/** Arguments of {@link Keys}. */
export interface KeysArgs {
  readonly naming: Naming;
  readonly place: Place;
  readonly deletionProtection: boolean;
}

/** The keys of one region that more than one component uses: one for each purpose, so that a right to one opens one thing. */
export class Keys extends pulumi.ComponentResource {
  readonly database: EncryptionKey;
  readonly logs: EncryptionKey;
  readonly storage: EncryptionKey;
  /** For the secret that the application reads when it starts. */
  readonly appConfig: EncryptionKey;

  constructor(name: string, args: KeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:Keys", name, {}, opts);
    const { naming, place, deletionProtection } = args;
    const key = (purpose: string, policy: string) =>
      new EncryptionKey(`${name}-${purpose}`, { naming, purpose, policy, deletionProtection }, { parent: this });
    this.database = key("database", databaseKeyPolicy(place));
    this.logs = key("logs", logKeyPolicy(place));
    this.storage = key("storage", accountKeyPolicy(place));
    this.appConfig = key("app-config", accountKeyPolicy(place));
    this.registerOutputs({
      databaseKeyArn: this.database.keyArn,
      logKeyArn: this.logs.keyArn,
      storageKeyArn: this.storage.keyArn,
      appConfigKeyArn: this.appConfig.keyArn,
    });
  }
}
