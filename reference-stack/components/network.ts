import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import { subnetCidr, type Tier } from "../tiers";
import { NetworkAcls } from "./network-acls";

/** Arguments of {@link Network}. */
export interface NetworkArgs {
  readonly naming: Naming;
  /** The VPC's range, /16 to /22. */
  readonly vpcCidr: string;
  /** One subnet of each tier is made in each; at most four. */
  readonly zones: readonly string[];
  /** A NAT gateway for each zone, or one for all of them. */
  readonly natGateways: "per-zone" | "single";
}

/** A VPC with public, private and data subnets in every zone. The data tier has no way to the internet, nor back. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** For load balancers: routed to the internet gateway. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** For the application: out through NAT, nothing in. */
  readonly privateSubnetIds: pulumi.Output<string>[];
  /** For the database: local routes only. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** The route tables of the private and the data subnets. */
  readonly innerRouteTableIds: pulumi.Output<string>[] = [];
  readonly natGatewayIds: pulumi.Output<string>[] = [];
  /** What has to exist before anything in the private subnets reaches the internet. */
  readonly ready: pulumi.Resource[] = [];

  private readonly naming: Naming;

  constructor(
    private readonly name: string,
    args: NetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("preflight:reference:Network", name, {}, opts);
    this.naming = args.naming;
    const vpc = new aws.ec2.Vpc(
      `${name}-vpc`,
      { cidrBlock: args.vpcCidr, enableDnsSupport: true, enableDnsHostnames: true, tags: this.nameTag("vpc") },
      { parent: this },
    );
    // Adopting the group AWS made, without rules, closes it: what is put into no group of its own reaches nothing.
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default-sg`,
      { vpcId: vpc.id, ingress: [], egress: [], tags: this.nameTag("closed-default") },
      { parent: this },
    );
    const gateway = new aws.ec2.InternetGateway(
      `${name}-igw`,
      { vpcId: vpc.id, tags: this.nameTag("igw") },
      { parent: this },
    );
    const publicTable = this.routeTable(vpc, "public", { gatewayId: gateway.id });
    const dataTable = this.routeTable(vpc, "data");
    this.innerRouteTableIds.push(dataTable.id);

    const subnetIds: Record<Tier, Record<string, pulumi.Output<string>>> = { public: {}, private: {}, data: {} };
    let nat: aws.ec2.NatGateway | undefined;
    for (const [index, zone] of args.zones.entries()) {
      const subnet = (tier: Tier, table: aws.ec2.RouteTable): aws.ec2.Subnet => {
        const cidrBlock = subnetCidr(args.vpcCidr, tier, index);
        const created = this.subnet(vpc, `${tier}-${letter(zone)}`, { cidrBlock, availabilityZone: zone }, table);
        subnetIds[tier][letter(zone)] = created.id;
        return created;
      };
      const publicSubnet = subnet("public", publicTable);
      if (nat === undefined || args.natGateways === "per-zone") {
        nat = this.natGateway(publicSubnet, letter(zone), gateway);
        this.natGatewayIds.push(nat.id);
      }
      const privateTable = this.routeTable(vpc, `private-${letter(zone)}`, { natGatewayId: nat.id });
      this.innerRouteTableIds.push(privateTable.id);
      subnet("private", privateTable);
      subnet("data", dataTable);
    }

    new NetworkAcls(
      `${name}-acls`,
      { naming: args.naming, vpcId: vpc.id, vpcCidr: args.vpcCidr, subnetIds },
      { parent: this },
    );

    this.vpcId = vpc.id;
    this.publicSubnetIds = Object.values(subnetIds.public);
    this.privateSubnetIds = Object.values(subnetIds.private);
    this.dataSubnetIds = Object.values(subnetIds.data);
    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
    });
  }

  /** A route table, with a way to the internet if it is given one. */
  private routeTable(
    vpc: aws.ec2.Vpc,
    type: string,
    internet?: { gatewayId: pulumi.Input<string> } | { natGatewayId: pulumi.Input<string> },
  ): aws.ec2.RouteTable {
    const table = new aws.ec2.RouteTable(
      `${this.name}-${type}-routes`,
      { vpcId: vpc.id, tags: this.nameTag(type) },
      { parent: this },
    );
    if (internet !== undefined) {
      const route = new aws.ec2.Route(
        `${this.name}-${type}-internet`,
        { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...internet },
        { parent: this },
      );
      this.ready.push(route);
    }
    return table;
  }

  private subnet(
    vpc: aws.ec2.Vpc,
    type: string,
    place: { cidrBlock: string; availabilityZone: string },
    table: aws.ec2.RouteTable,
  ): aws.ec2.Subnet {
    const subnet = new aws.ec2.Subnet(
      `${this.name}-${type}`,
      // Load balancers and NAT gateways bring their own addresses; nothing else belongs on the internet.
      { vpcId: vpc.id, ...place, mapPublicIpOnLaunch: false, tags: this.nameTag(type) },
      { parent: this },
    );
    new aws.ec2.RouteTableAssociation(
      `${this.name}-${type}-association`,
      { subnetId: subnet.id, routeTableId: table.id },
      { parent: this },
    );
    return subnet;
  }

  private natGateway(subnet: aws.ec2.Subnet, zone: string, gateway: aws.ec2.InternetGateway): aws.ec2.NatGateway {
    const tags = this.nameTag(`nat-${zone}`);
    // AWS refuses both while the VPC has no internet gateway attached, which no property of theirs mentions.
    const options = { parent: this, dependsOn: gateway };
    const address = new aws.ec2.Eip(`${this.name}-nat-${zone}-eip`, { domain: "vpc", tags }, options);
    return new aws.ec2.NatGateway(
      `${this.name}-nat-${zone}`,
      { subnetId: subnet.id, allocationId: address.id, tags },
      options,
    );
  }

  private nameTag(type: string): { Name: string } {
    return { Name: resourceName(this.naming, type) };
  }
}

/** The letter that tells a zone from the others of its region: `us-east-1a` → `a`. */
function letter(zone: string): string {
  return zone.slice(-1);
}
