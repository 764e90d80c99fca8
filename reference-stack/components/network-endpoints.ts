import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { endpointPolicy } from "../documents/endpoints";

/** Free, and reached through the route tables. */
const GATEWAY_SERVICES = ["s3", "dynamodb"];
/** What instances and functions talk to all day: logs, metrics, secrets, parameters, keys, and Session Manager. */
const INTERFACE_SERVICES = ["logs", "monitoring", "secretsmanager", "kms", "ssm", "ssmmessages", "ec2messages"];

/** Arguments of {@link NetworkEndpoints}. */
export interface NetworkEndpointsArgs {
  readonly naming: Naming;
  readonly region: string;
  readonly accountId: string;
  readonly vpcId: pulumi.Input<string>;
  readonly vpcCidr: string;
  /** The tables of every subnet that talks to S3 or DynamoDB. */
  readonly routeTableIds: pulumi.Input<string>[];
  /** One subnet in each zone, for the interface endpoints. */
  readonly subnetIds: pulumi.Input<string>[];
  /** Whether there are interface endpoints: each costs by the hour and zone, and saves the way through NAT. */
  readonly interfaceEndpoints: boolean;
}

/** Ways to AWS's own services that do not lead over the internet. */
export class NetworkEndpoints extends pulumi.ComponentResource {
  constructor(name: string, args: NetworkEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:NetworkEndpoints", name, {}, opts);
    const parent = { parent: this };
    const common = (service: string) => ({
      vpcId: args.vpcId,
      serviceName: `com.amazonaws.${args.region}.${service}`,
      tags: { Name: resourceName(args.naming, service) },
    });
    for (const service of GATEWAY_SERVICES) {
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        { ...common(service), vpcEndpointType: "Gateway", routeTableIds: args.routeTableIds },
        parent,
      );
    }
    if (args.interfaceEndpoints) {
      const group = new aws.ec2.SecurityGroup(
        `${name}-group`,
        {
          vpcId: args.vpcId,
          description: "The interface endpoints of AWS services",
          tags: { Name: resourceName(args.naming, "endpoints") },
        },
        parent,
      );
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-https-in`,
        {
          securityGroupId: group.id,
          cidrIpv4: args.vpcCidr,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          description: "HTTPS from inside the VPC",
          tags: { Name: resourceName(args.naming, "endpoints-https") },
        },
        parent,
      );
      for (const service of INTERFACE_SERVICES) {
        new aws.ec2.VpcEndpoint(
          `${name}-${service}`,
          {
            ...common(service),
            vpcEndpointType: "Interface",
            subnetIds: args.subnetIds,
            securityGroupIds: [group.id],
            privateDnsEnabled: true,
            policy: endpointPolicy(args.accountId),
          },
          parent,
        );
      }
    }
    this.registerOutputs({});
  }
}
