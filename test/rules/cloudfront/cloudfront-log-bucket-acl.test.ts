import { UNKNOWN_PROGRAM } from "../../../policy-pack/engine/context";
import { Evaluator } from "../../../policy-pack/engine/evaluate";
import { Resource } from "../../../policy-pack/engine/resource";
import { UNKNOWN } from "../../../policy-pack/engine/wire";
import { cloudfrontLogBucketAcl } from "../../../policy-pack/rules/cloudfront/cloudfront-log-bucket-acl";
import { component, derived, interpolate, ref, resource, secret, testRule, unknown } from "../../support";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const ACL_V2 = "aws:s3/bucketAclV2:BucketAclV2";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

const logs = resource(BUCKET, "logs", { forceDestroy: true });
const cdn = (bucket: unknown = ref("logs", "bucketDomainName"), name = "cdn") =>
  resource(DISTRIBUTION, name, { enabled: true, loggingConfig: { bucket, prefix: "cdn/", includeCookies: false } });
const ownership = (objectOwnership: unknown = "BucketOwnerPreferred", bucket: unknown = ref("logs")) =>
  resource(OWNERSHIP, "ownership", { bucket, rule: { objectOwnership } });
const acl = (options = { dependsOn: ["ownership"] }, props: Record<string, unknown> = { acl: "private" }) =>
  resource(ACL, "acl", { bucket: ref("logs"), ...props }, options);
/** Data flow instead of `dependsOn`: the ACL takes the bucket's name from the ownership controls. */
const aclByDataFlow = resource(ACL, "acl", { bucket: ref("ownership", "bucket"), acl: "private" });

const NO_OWNERSHIP = { resource: "logs", property: "", message: 'Bucket "logs" has no ownership controls' };
const NO_ACL = { resource: "logs", property: "", message: 'Bucket "logs" has no ACL' };
const NO_ORDER = {
  resource: "acl",
  property: "",
  message: 'ACL "acl" does not depend on ownership controls "ownership"',
};

const US = { name: "us", props: { region: "us-east-1" } };
const CN = { name: "cn", props: { region: "cn-north-1" } };

testRule(cloudfrontLogBucketAcl, {
  invalid: [
    {
      name: "the seed's: a bucket with neither ownership controls nor an ACL",
      resources: [logs, cdn()],
      findings: [
        {
          ...NO_OWNERSHIP,
          message: /^Bucket "logs" has no ownership controls.* distribution "cdn" \(`loggingConfig.bucket`\) go to/,
          severity: "critical",
        },
        NO_ACL,
      ],
    },
    {
      name: "a bucket without arguments, by its regional domain name",
      resources: [resource(BUCKET, "logs"), cdn(ref("logs", "bucketRegionalDomainName"))],
      findings: [NO_OWNERSHIP, NO_ACL],
    },
    {
      name: "an ACL without ownership controls",
      resources: [logs, acl({ dependsOn: [] }, { acl: "log-delivery-write" }), cdn()],
      findings: [NO_OWNERSHIP],
    },
    {
      name: "ownership controls without an ACL",
      resources: [logs, ownership(), cdn()],
      findings: [NO_ACL],
    },
    {
      name: "both, and nothing orders them",
      resources: [logs, ownership(), acl({ dependsOn: [] }), cdn()],
      findings: [{ ...NO_ORDER, message: /AccessControlListNotSupported.*distribution "cdn"/ }],
    },
    {
      name: "the order the wrong way round",
      resources: [
        logs,
        resource(OWNERSHIP, "ownership", { bucket: ref("acl", "bucket"), rule: { objectOwnership: "ObjectWriter" } }),
        acl({ dependsOn: [] }),
        cdn(),
      ],
      findings: [NO_ORDER],
    },
    {
      name: "an ACL that depends on the bucket, and on another bucket's controls",
      resources: [
        logs,
        resource(BUCKET, "data", {}),
        resource(OWNERSHIP, "other", { bucket: ref("data"), rule: { objectOwnership: "ObjectWriter" } }),
        ownership(),
        acl({ dependsOn: ["logs", "other"] }),
        cdn(),
      ],
      findings: [NO_ORDER],
    },
    {
      name: "BucketOwnerEnforced, as other scanners demand",
      resources: [logs, ownership("BucketOwnerEnforced"), acl(), cdn()],
      findings: [
        {
          resource: "ownership",
          property: "rule.objectOwnership",
          message: '"BucketOwnerEnforced" disables the ACLs of bucket "logs"',
        },
      ],
    },
    {
      name: "an inline ACL, which is applied before the ownership controls",
      resources: [resource(BUCKET, "logs", { acl: "log-delivery-write" }), ownership(), cdn()],
      findings: [{ resource: "logs", property: "acl", message: '"log-delivery-write" is applied while the bucket' }],
    },
    {
      name: "an inline ACL alone, seen in the field",
      resources: [resource(BUCKET, "logs", { acl: "log-delivery-write" }), cdn()],
      findings: [NO_OWNERSHIP, { resource: "logs", property: "acl", message: "S3 refuses it" }],
    },
    {
      name: "inline grants of a BucketV2",
      resources: [
        resource(BUCKET_V2, "logs", {
          grants: [{ id: "c4c1ede6", type: "CanonicalUser", permissions: ["FULL_CONTROL"] }],
        }),
        ownership(),
        cdn(),
      ],
      findings: [{ resource: "logs", property: "grants", message: "is applied while the bucket is created" }],
    },
    {
      name: "a private inline ACL without ownership controls",
      resources: [resource(BUCKET, "logs", { acl: "private" }), cdn()],
      findings: [NO_OWNERSHIP],
    },
    {
      name: "the V2 spellings of provider 6, unordered",
      resources: [
        resource(BUCKET_V2, "logs", {}),
        ownership("ObjectWriter"),
        resource(ACL_V2, "acl", { bucket: ref("logs"), acl: "private" }),
        cdn(),
      ],
      findings: [NO_ORDER],
    },
    {
      name: "two distributions in one bucket: one finding for each thing that is missing",
      resources: [logs, cdn(), cdn(interpolate`${ref("logs", "bucket")}.s3.amazonaws.com`, "www")],
      findings: [
        { ...NO_OWNERSHIP, message: '"cdn" (`loggingConfig.bucket`) and "www" (`loggingConfig.bucket`)' },
        { ...NO_ACL, message: '"cdn" (`loggingConfig.bucket`) and "www" (`loggingConfig.bucket`)' },
      ],
    },
    {
      name: "everything by literal name, and a dual-stack domain name",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-cdn-logs" }),
        ownership("BucketOwnerPreferred", "acme-cdn-logs"),
        cdn("acme-cdn-logs.s3.dualstack.eu-west-1.amazonaws.com"),
      ],
      findings: [NO_ACL],
    },
    {
      name: "a domain name put together from the bucket's id, and secret",
      resources: [logs, cdn(secret(interpolate`${ref("logs")}.s3.eu-central-1.amazonaws.com`))],
      findings: [NO_OWNERSHIP, NO_ACL],
    },
    {
      name: "a domain name that is known, and comes from the bucket",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-cdn-logs" }),
        cdn(derived("acme-cdn-logs.s3.amazonaws.com", "logs")),
      ],
      findings: [NO_OWNERSHIP, NO_ACL],
    },
    {
      name: "in components, where siblings are created at the same time",
      resources: [
        component("edge"),
        component("storage"),
        resource(BUCKET, "logs", {}, { parent: "storage" }),
        resource(
          OWNERSHIP,
          "ownership",
          { bucket: ref("logs"), rule: { objectOwnership: "ObjectWriter" } },
          { parent: "storage" },
        ),
        resource(ACL, "acl", { bucket: ref("logs"), acl: "private" }, { parent: "storage" }),
        resource(
          DISTRIBUTION,
          "cdn",
          { loggingConfig: { bucket: ref("logs", "bucketDomainName") } },
          { parent: "edge" },
        ),
      ],
      findings: [NO_ORDER],
    },
    {
      name: "a public access block does not enable ACLs",
      resources: [
        logs,
        resource(BLOCK, "block", { bucket: ref("logs"), blockPublicAcls: false, ignorePublicAcls: false }),
        cdn(),
      ],
      findings: [NO_OWNERSHIP, NO_ACL],
    },
    {
      name: "two buckets of one name in two partitions: the one where the distribution is",
      resources: [
        resource(BUCKET, "chinese", { bucket: "acme-logs", acl: "private" }, { provider: CN }),
        resource(BUCKET, "logs", { bucket: "acme-logs", acl: "private" }, { provider: US }),
        resource(DISTRIBUTION, "cdn", { loggingConfig: { bucket: "acme-logs.s3.amazonaws.com" } }, { provider: US }),
      ],
      findings: [NO_OWNERSHIP],
    },
    {
      name: "one of two buckets, and neither is right",
      resources: [
        logs,
        ownership(),
        resource(BUCKET, "spare", { acl: "private" }),
        cdn(interpolate`${ref("logs")}${ref("spare")}.s3.amazonaws.com`),
      ],
      modes: ["preview"],
      findings: [NO_ACL, { resource: "spare", message: 'Bucket "spare" has no ownership controls' }],
    },
  ],

  valid: [
    {
      name: "ownership controls, and an ACL that depends on them",
      resources: [logs, ownership(), acl(), cdn()],
    },
    {
      name: "ObjectWriter, and the log delivery ACL",
      resources: [logs, ownership("ObjectWriter"), acl(undefined, { acl: "log-delivery-write" }), cdn()],
    },
    {
      name: "an access control policy instead of a canned ACL",
      resources: [
        logs,
        ownership(),
        acl(undefined, {
          accessControlPolicy: {
            owner: { id: unknown },
            grants: [{ grantee: { id: unknown, type: "CanonicalUser" }, permission: "FULL_CONTROL" }],
          },
        }),
        cdn(),
      ],
    },
    {
      name: "the order by data flow",
      resources: [logs, ownership(), aclByDataFlow, cdn()],
    },
    {
      name: "the order by way of a third resource",
      resources: [
        logs,
        ownership(),
        resource(BLOCK, "block", { bucket: ref("logs"), blockPublicAcls: true }, { dependsOn: ["ownership"] }),
        acl({ dependsOn: ["block"] }),
        cdn(),
      ],
    },
    {
      name: "the ACL as a child of the ownership controls",
      resources: [
        logs,
        ownership(),
        resource(ACL, "acl", { bucket: ref("logs"), acl: "private" }, { parent: "ownership" }),
        cdn(),
      ],
    },
    {
      name: "the ACL in a component that depends on the ownership controls",
      resources: [
        logs,
        ownership(),
        { ...component("acls"), options: { dependsOn: ["ownership"] } },
        resource(ACL, "acl", { bucket: ref("logs"), acl: "private" }, { parent: "acls" }),
        cdn(),
      ],
    },
    {
      name: "a public access block with everything on",
      resources: [
        logs,
        resource(BLOCK, "block", {
          bucket: ref("logs"),
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: true,
          restrictPublicBuckets: true,
        }),
        ownership(),
        acl(),
        cdn(),
      ],
    },
    {
      name: "the V2 spellings of provider 6",
      resources: [
        resource(BUCKET_V2, "logs", {}),
        ownership(),
        resource(ACL_V2, "acl", { bucket: ref("logs", "bucket"), acl: "private" }, { dependsOn: ["ownership"] }),
        cdn(ref("logs", "bucketRegionalDomainName")),
      ],
    },
    {
      name: "a private inline ACL and ownership controls: S3 accepts that one for a new bucket",
      resources: [resource(BUCKET, "logs", { acl: "private" }), ownership(), cdn()],
    },
    {
      name: "everything by literal name",
      resources: [
        resource(BUCKET, "logs", { bucket: "acme-cdn-logs" }),
        ownership("BucketOwnerPreferred", "acme-cdn-logs"),
        resource(ACL, "acl", { bucket: "acme-cdn-logs", acl: "private" }, { dependsOn: ["ownership"] }),
        cdn("acme-cdn-logs.s3-eu-west-1.amazonaws.com"),
      ],
    },
    {
      name: "a bucket that no distribution logs to",
      resources: [resource(BUCKET, "data", {}), logs, ownership(), acl(), cdn()],
    },
    {
      name: "no logging",
      resources: [logs, resource(DISTRIBUTION, "cdn", { enabled: true })],
      outcome: "notApplicable",
    },
    {
      name: "logging v2, which needs no ACL: only the cookies are configured here",
      resources: [
        logs,
        resource(DISTRIBUTION, "cdn", { enabled: true, loggingConfig: { includeCookies: true } }),
        resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", "source", {
          logType: "ACCESS_LOGS",
          resourceArn: ref("cdn", "arn"),
        }),
        resource("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", "destination", {
          deliveryDestinationConfiguration: { destinationResourceArn: ref("logs", "arn") },
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a load balancer's log bucket",
      resources: [logs, resource("aws:lb/loadBalancer:LoadBalancer", "web", { accessLogs: { bucket: ref("logs") } })],
      outcome: "none",
    },
    {
      name: "a bucket outside the stack, by domain name",
      resources: [logs, cdn("central-logs.s3.amazonaws.com")],
      outcome: "notApplicable",
    },
    {
      name: "a bucket nobody knows",
      resources: [logs, cdn(unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "logging settings nobody knows",
      resources: [logs, resource(DISTRIBUTION, "cdn", { loggingConfig: unknown })],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an object ownership nobody knows",
      resources: [logs, ownership(unknown), acl(), cdn()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "ownership rules nobody knows",
      resources: [logs, resource(OWNERSHIP, "ownership", { bucket: ref("logs"), rule: unknown }), acl(), cdn()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "ownership controls of a bucket nobody knows: it may be the log bucket",
      resources: [logs, ownership("BucketOwnerPreferred", unknown), acl(), cdn()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an ACL of a bucket nobody knows: it may be the log bucket",
      resources: [
        logs,
        ownership(),
        resource(ACL, "acl", { bucket: unknown, acl: "private" }, { dependsOn: ["ownership"] }),
        cdn(),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "an inline ACL nobody knows",
      resources: [resource(BUCKET, "logs", { acl: unknown }), ownership(), cdn()],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "two ownership controls that contradict each other",
      resources: [
        logs,
        ownership(),
        resource(OWNERSHIP, "second", { bucket: ref("logs"), rule: { objectOwnership: "BucketOwnerEnforced" } }),
        acl(),
        cdn(),
      ],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "one of two buckets, and one of them is right",
      resources: [
        logs,
        ownership(),
        acl(),
        resource(BUCKET, "spare", {}),
        cdn(interpolate`${ref("logs")}${ref("spare")}.s3.amazonaws.com`),
      ],
      modes: ["preview"],
      undecided: ["preview"],
    },
  ],
});

describe("what the provider fills in", () => {
  /** Findings for a bucket with these outputs, of which the program set only the name. */
  function findings(outputs: Readonly<Record<string, unknown>>, ...more: readonly string[]) {
    const make = (type: string, name: string, properties: Readonly<Record<string, unknown>>) =>
      new Resource({
        urn: `urn:${name}`,
        type,
        name,
        properties: () => properties,
        propertyDependencies: () => ({ bucket: [], ...Object.fromEntries(more.map((each) => [each, []])) }),
      });
    const stack = [
      make(BUCKET, "logs", { bucket: "acme", ...outputs }),
      make(DISTRIBUTION, "cdn", { loggingConfig: { bucket: "acme.s3.amazonaws.com" } }),
    ];
    const evaluations = new Evaluator([cloudfrontLogBucketAcl], UNKNOWN_PROGRAM).evaluateStack(stack);
    return evaluations.flatMap((each) => each.findings.map(({ message }) => message.split(",")[0]));
  }
  const missing = [
    'Bucket "logs" has no ownership controls',
    expect.stringMatching(/^Bucket "logs" has no ACL/) as unknown,
  ];
  const owner = { id: "owner", type: "CanonicalUser", permissions: ["FULL_CONTROL"] };
  const logDelivery = { ...owner, id: "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0" };

  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["in the first preview of provider 7", { acl: UNKNOWN, grants: UNKNOWN }],
    ["after `up` with provider 7", { grants: [owner] }],
    ["with provider 6", { acl: "private" }],
  ])("%s is no ACL of the program", (_, outputs) => {
    expect(findings(outputs)).toEqual(missing);
  });

  test("is proof of a bucket with ACLs, when CloudFront is among its grants", () => {
    expect(findings({ grants: [owner, logDelivery] })).toEqual([]);
    expect(findings({ grants: [owner, logDelivery] }, "grants")).toHaveLength(2);
  });
});
