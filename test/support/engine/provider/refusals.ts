/**
 * What AWS refuses at creation, as far as rules of the family "blocker" speak of it: the same program that such a rule
 * reports must fail here, or the rule is wrong. Only what is certain from what exists is refused.
 */
import { Refusal, type Subject } from "./stand-in";
import { nameTaken } from "./taken-names";
import type { Properties } from "./wire";
import type { Existing, World } from "./world";

type Refuse = (inputs: Properties, world: World) => string | undefined;

const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"];
const ENCRYPTIONS = [
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
];
const OWNERSHIPS = ["aws:s3/bucketOwnershipControls:BucketOwnershipControls"];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
const loadBalancer: Refuse = (inputs, world) => {
  if (inputs.loadBalancerType === "network" || inputs.loadBalancerType === "gateway") {
    return undefined;
  }
  for (const logs of [inputs.accessLogs, inputs.connectionLogs] as (Properties | undefined)[]) {
    const name = logs?.enabled === true ? logs.bucket : undefined;
    if (typeof name === "string" && isEncryptedWithKms(world, name)) {
      return (
        "modifying ELBv2 Load Balancer attributes: operation error Elastic Load Balancing v2: ModifyLoadBalancerAttributes, " +
        "https response error StatusCode: 400, " +
        `InvalidConfigurationRequest: Access Denied for bucket: ${name}. Please check S3bucket permission`
      );
    }
  }
  return undefined;
};

/** The classic one has its logs on unless told otherwise. */
const classicLoadBalancer: Refuse = (inputs, world) => {
  const logs = inputs.accessLogs as Properties | undefined;
  const name = logs?.enabled === false ? undefined : logs?.bucket;
  return typeof name === "string" && isEncryptedWithKms(world, name)
    ? `modifying ELB Classic Load Balancer attributes: InvalidConfigurationRequest: Access Denied for bucket: ${name}. ` +
        "Please check S3bucket permission"
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html */
const distribution: Refuse = (inputs, world) => {
  const target = (inputs.loggingConfig as Properties | undefined)?.bucket;
  const bucket = typeof target === "string" ? /^(.+?)\.s3[.-]/.exec(target)?.[1] : undefined;
  return bucket !== undefined && existing(world, BUCKETS, bucket) !== undefined && !hasAcls(world, bucket)
    ? "creating CloudFront Distribution: operation error CloudFront: CreateDistributionWithTags, https response error " +
        "StatusCode: 400, InvalidArgument: The S3 bucket that you specified for CloudFront logs does not enable ACL " +
        `access: ${String(target)}`
    : undefined;
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
const bucketAcl: Refuse = ({ bucket }, world) =>
  typeof bucket === "string" && existing(world, BUCKETS, bucket) !== undefined && !hasAcls(world, bucket)
    ? `creating S3 Bucket (${bucket}) ACL: operation error S3: PutBucketAcl, https response error StatusCode: 400, ` +
      "api error AccessControlListNotSupported: The bucket does not allow ACLs"
    : undefined;

const REFUSALS: Readonly<Record<string, Refuse>> = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:elb/loadBalancer:LoadBalancer": classicLoadBalancer,
  "aws:cloudfront/distribution:Distribution": distribution,
  "aws:s3/bucketAcl:BucketAcl": bucketAcl,
  "aws:s3/bucketAclV2:BucketAclV2": bucketAcl,
};

/** @throws Refusal with AWS's own words when AWS would refuse to create this. */
export function refuse(subject: Subject, inputs: Properties, region: string, world: World): void {
  const reason = nameTaken(subject, inputs, region, world) ?? REFUSALS[subject.type]?.(inputs, world);
  if (reason !== undefined) {
    throw new Refusal(`creating ${subject.urn}: ${reason}`);
  }
}

function existing(world: World, types: readonly string[], bucket: string): Existing | undefined {
  return world.ofType(...types).find(({ properties }) => properties.bucket === bucket);
}

function isEncryptedWithKms(world: World, bucket: string): boolean {
  const separate = existing(world, ENCRYPTIONS, bucket);
  const own = existing(world, BUCKETS, bucket);
  const said = separate?.properties.rules ?? own?.properties.serverSideEncryptionConfiguration;
  return JSON.stringify(said ?? own?.properties.serverSideEncryptionConfigurations ?? "").includes(
    '"sseAlgorithm":"aws:kms',
  );
}

/** A new bucket has no ACLs until its ownership controls say otherwise. */
function hasAcls(world: World, bucket: string): boolean {
  const controls = existing(world, OWNERSHIPS, bucket);
  return /"objectOwnership":"(?:BucketOwnerPreferred|ObjectWriter)"/.test(
    JSON.stringify(controls?.properties.rule ?? ""),
  );
}
