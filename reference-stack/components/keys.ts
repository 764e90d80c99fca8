import * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../naming";
import { EncryptionKey } from "./encryption-key";
import type { Place } from "./policies/document";
import { accountKeyPolicy, databaseKeyPolicy, logKeyPolicy } from "./policies/keys";

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
