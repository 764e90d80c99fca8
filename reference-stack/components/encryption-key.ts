import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";

/** Arguments of {@link EncryptionKey}. */
export interface EncryptionKeyArgs {
  readonly naming: Naming;
  /** What it encrypts, in a word: becomes part of the alias. */
  readonly purpose: string;
  /** The key policy, as JSON: exactly the services that use the key (`policies/keys.ts`). */
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
