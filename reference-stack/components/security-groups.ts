import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";

/** Arguments of {@link SecurityGroups}. */
export interface SecurityGroupsArgs {
  readonly naming: Naming;
  readonly vpcId: pulumi.Input<string>;
  /** Port the application listens on. */
  readonly appPort: number;
  /** Port the database listens on. */
  readonly databasePort: number;
}

/** One end of a connection: a group, or everybody. */
type Peer = aws.ec2.SecurityGroup | "internet";

/**
 * Who may talk to whom: the internet to the load balancer, the load balancer to the application, the application to the
 * database and to the APIs of AWS, the functions to the APIs alone. Everything else is refused, in both directions.
 */
export class SecurityGroups extends pulumi.ComponentResource {
  readonly loadBalancerId: pulumi.Output<string>;
  readonly appId: pulumi.Output<string>;
  readonly databaseId: pulumi.Output<string>;
  readonly functionsId: pulumi.Output<string>;

  private readonly naming: Naming;

  constructor(
    private readonly name: string,
    args: SecurityGroupsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("preflight:reference:SecurityGroups", name, {}, opts);
    this.naming = args.naming;
    const group = (type: string, description: string) =>
      new aws.ec2.SecurityGroup(
        `${name}-${type}`,
        { vpcId: args.vpcId, description, tags: this.nameTag(type) },
        { parent: this },
      );
    const loadBalancer = group("load-balancer", "Public entry: the load balancer");
    const app = group("app", "The application behind the load balancer");
    const database = group("database", "The database behind the application");

    const functions = group("functions", "The functions, which nobody connects to");

    this.ingress("load-balancer-http", loadBalancer, "internet", 80, "HTTP, answered with a redirect to HTTPS");
    this.ingress("load-balancer-https", loadBalancer, "internet", 443, "HTTPS from clients");
    this.connect("load-balancer-app", loadBalancer, app, args.appPort, "requests and health checks");
    this.connect("app-database", app, database, args.databasePort, "queries");
    this.egress("app-https", app, "internet", 443, "HTTPS to the APIs of AWS");
    this.egress("functions-https", functions, "internet", 443, "HTTPS to the APIs of AWS");

    this.loadBalancerId = loadBalancer.id;
    this.appId = app.id;
    this.databaseId = database.id;
    this.functionsId = functions.id;
    this.registerOutputs({
      loadBalancerId: this.loadBalancerId,
      appId: this.appId,
      databaseId: this.databaseId,
      functionsId: this.functionsId,
    });
  }

  /** Lets one group reach another on one port: out of the one, into the other. */
  private connect(
    type: string,
    from: aws.ec2.SecurityGroup,
    to: aws.ec2.SecurityGroup,
    port: number,
    what: string,
  ): void {
    this.egress(type, from, to, port, `Outgoing ${what}`);
    this.ingress(type, to, from, port, `Incoming ${what}`);
  }

  private ingress(type: string, group: aws.ec2.SecurityGroup, from: Peer, port: number, description: string): void {
    new aws.vpc.SecurityGroupIngressRule(
      `${this.name}-${type}-in`,
      { securityGroupId: group.id, ...peer(from), ...tcp(port), description, tags: this.nameTag(`${type}-in`) },
      { parent: this },
    );
  }

  private egress(type: string, group: aws.ec2.SecurityGroup, to: Peer, port: number, description: string): void {
    new aws.vpc.SecurityGroupEgressRule(
      `${this.name}-${type}-out`,
      { securityGroupId: group.id, ...peer(to), ...tcp(port), description, tags: this.nameTag(`${type}-out`) },
      { parent: this },
    );
  }

  private nameTag(type: string): { Name: string } {
    return { Name: resourceName(this.naming, type) };
  }
}

function peer(other: Peer): { cidrIpv4: string } | { referencedSecurityGroupId: pulumi.Output<string> } {
  return other === "internet" ? { cidrIpv4: "0.0.0.0/0" } : { referencedSecurityGroupId: other.id };
}

function tcp(port: number): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: "tcp", fromPort: port, toPort: port };
}
