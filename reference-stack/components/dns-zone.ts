import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Naming } from "../naming";

/** Arguments of {@link DnsZone}. */
export interface DnsZoneArgs {
  readonly naming: Naming;
  readonly domainName: string;
  /** Whether `pulumi destroy` stops at a zone that holds records made elsewhere. */
  readonly deletionProtection: boolean;
}

/**
 * A public hosted zone. Until the domain's registrar, or the zone above, names its name servers, nobody sees its records
 * and no certificate can be validated.
 */
export class DnsZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  readonly nameServers: pulumi.Output<string[]>;

  constructor(name: string, args: DnsZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:DnsZone", name, {}, opts);
    const zone = new aws.route53.Zone(
      `${name}-zone`,
      {
        name: args.domainName,
        comment: `Public zone of ${args.naming.project} ${args.naming.environment}`,
        forceDestroy: !args.deletionProtection,
      },
      { parent: this },
    );
    this.zoneId = zone.zoneId;
    this.nameServers = zone.nameServers;
    this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers });
  }
}
