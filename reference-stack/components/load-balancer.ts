import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { resourceName, type Naming } from "../naming";
import type { LogBucket } from "./storage";

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs {
  readonly naming: Naming;
  readonly vpcId: pulumi.Input<string>;
  /** Public subnets in at least two zones. */
  readonly subnetIds: pulumi.Input<string>[];
  readonly securityGroupId: pulumi.Input<string>;
  /** An issued certificate for the name it is reached under, in this region. */
  readonly certificateArn: pulumi.Input<string>;
  /** The web ACL in front of it, of the scope `REGIONAL`. */
  readonly webAclArn: pulumi.Input<string>;
  /** Receives the access logs. */
  readonly logBucket: LogBucket;
  /** Port the application listens on. */
  readonly targetPort: number;
  /** Path that answers 200 while a target is healthy. */
  readonly healthCheckPath: string;
  readonly deletionProtection: boolean;
}

/** A public HTTPS load balancer with access logs; plain HTTP is redirected. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly dnsName: pulumi.Output<string>;
  /** The zone of {@link dnsName}, for an alias record. */
  readonly hostedZoneId: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  /** `app/name/id`: what CloudWatch knows the load balancer by. */
  readonly arnSuffix: pulumi.Output<string>;
  /** `targetgroup/name/id`: what CloudWatch knows the target group by. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** What has to exist before requests, and counts of them, reach the target group. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("preflight:reference:LoadBalancer", name, {}, opts);
    const parent = { parent: this };
    const loadBalancer = new aws.lb.LoadBalancer(
      `${name}-alb`,
      {
        name: resourceName(args.naming, "alb", { maxLength: 32 }),
        loadBalancerType: "application",
        internal: false,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        accessLogs: { bucket: args.logBucket.bucket, enabled: true },
        dropInvalidHeaderFields: true,
        enableDeletionProtection: args.deletionProtection,
        tags: { Name: resourceName(args.naming, "alb") },
      },
      { ...parent, dependsOn: [...args.logBucket.writable] },
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-web-acl`,
      { resourceArn: loadBalancer.arn, webAclArn: args.webAclArn },
      parent,
    );
    const targets = new aws.lb.TargetGroup(
      // Unnamed: a target group is replaced when its port changes, and two cannot share a name. 32 characters at most.
      `${name}-tg`,
      {
        vpcId: args.vpcId,
        targetType: "instance",
        port: args.targetPort,
        protocol: "HTTP",
        deregistrationDelay: 30,
        healthCheck: {
          enabled: true,
          protocol: "HTTP",
          port: "traffic-port",
          path: args.healthCheckPath,
          matcher: "200",
          interval: 15,
          timeout: 5,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
        },
        tags: { Name: resourceName(args.naming, "app") },
      },
      parent,
    );
    const https = new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn: loadBalancer.arn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: args.certificateArn,
        defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
        tags: { Name: resourceName(args.naming, "https") },
      },
      parent,
    );
    new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn: loadBalancer.arn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
        tags: { Name: resourceName(args.naming, "http") },
      },
      parent,
    );
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.targetGroupArn = targets.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.targetGroupArnSuffix = targets.arnSuffix;
    this.ready = [https];
    this.registerOutputs({
      dnsName: this.dnsName,
      targetGroupArn: this.targetGroupArn,
      arnSuffix: this.arnSuffix,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
    });
  }
}
