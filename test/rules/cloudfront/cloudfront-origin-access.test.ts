import { cloudfrontOriginAccess } from "../../../policy-pack/rules/cloudfront/cloudfront-origin-access";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const CDN = "aws:cloudfront/distribution:Distribution";
const IDENTITY = "aws:cloudfront/originAccessIdentity:OriginAccessIdentity";
const control = resource("aws:cloudfront/originAccessControl:OriginAccessControl", "control", {
  originAccessControlOriginType: "s3",
});
const identity = resource(IDENTITY, "identity");
const site = (type = "aws:s3/bucket:Bucket", more: Readonly<Record<string, unknown>> = {}) =>
  resource(type, "site", { bucket: "acme-site", ...more });
const cdn = (more: Readonly<Record<string, unknown>> = {}) =>
  resource(CDN, "cdn", { origins: [{ originId: "s3", domainName: ref("site", "bucketRegionalDomainName"), ...more }] });
const byControl = { originAccessControlId: ref("control") };
const byIdentity = { s3OriginConfig: { originAccessIdentity: ref("identity", "cloudfrontAccessIdentityPath") } };
const document = (Principal: unknown, Action: unknown = "s3:GetObject", Condition?: unknown) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal, Action, Resource: "arn:aws:s3:::acme-site/*", Condition }],
});
const policy = (text: unknown, bucket: unknown = ref("site")) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "policy", { bucket, policy: text });
const service = { Service: "cloudfront.amazonaws.com" };
const arn = (value: unknown) => ({ StringEquals: { "AWS:SourceArn": value } });
const account = JSON.stringify(
  document(service, "s3:GetObject", { StringEquals: { "aws:SourceAccount": "210987654321" } }),
);

testRule(cloudfrontOriginAccess, {
  judgedByCompanions: [CDN],
  valid: [
    {
      name: "origin access control, narrowed to the account",
      resources: [site(), control, cdn(byControl), policy(account)],
    },
    {
      name: "origin access control, narrowed to the distribution",
      resources: [
        site("aws:s3/bucketV2:BucketV2"),
        control,
        cdn(byControl),
        policy(json(document(service, "s3:GetObject", arn(ref("cdn", "arn"))))),
      ],
      undecided: ["preview"],
    },
    {
      name: "origin access control, all distributions of the account",
      resources: [
        site(),
        control,
        cdn(byControl),
        policy(
          JSON.stringify(
            document(service, ["s3:GetObject", "s3:ListBucket"], {
              ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::210987654321:distribution/*" },
            }),
          ),
        ),
      ],
    },
    {
      name: "origin access control beside an empty identity",
      resources: [
        site(),
        control,
        cdn({ ...byControl, s3OriginConfig: { originAccessIdentity: "" } }),
        policy(account),
      ],
    },
    {
      name: "an origin access identity",
      resources: [site(), identity, cdn(byIdentity), policy(json(document({ AWS: ref("identity", "iamArn") })))],
      undecided: ["preview"],
    },
    {
      name: "a web server as origin",
      resources: [
        resource(CDN, "cdn", {
          origins: [
            { originId: "web", domainName: "web.acme.com", customOriginConfig: { originProtocolPolicy: "https-only" } },
          ],
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a website endpoint as the web server it is",
      resources: [
        site(),
        resource(CDN, "cdn", {
          origins: [
            {
              originId: "web",
              domainName: ref("site", "websiteEndpoint"),
              customOriginConfig: { originProtocolPolicy: "http-only" },
            },
          ],
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "something in a VPC",
      resources: [
        resource(CDN, "cdn", {
          origins: [{ originId: "vpc", domainName: "internal.acme.com", vpcOriginConfig: { vpcOriginId: unknown } }],
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "a bucket of another stack",
      resources: [
        control,
        resource(CDN, "cdn", {
          origins: [{ originId: "s3", domainName: "other.s3.eu-west-1.amazonaws.com", ...byControl }],
        }),
      ],
    },
    {
      name: "an inline policy",
      resources: [site("aws:s3/bucket:Bucket", { policy: account }), control, cdn(byControl)],
    },
    {
      name: "a policy whose bucket nobody knows yet",
      resources: [site(), control, cdn(byControl), policy(account, unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "neither control nor identity",
      resources: [site(), cdn()],
      findings: [
        {
          resource: "cdn",
          property: "origins[0]",
          message: 'S3 origin "s3" without origin access control',
          severity: "high",
        },
      ],
    },
    {
      name: "an empty identity",
      resources: [site(), cdn({ s3OriginConfig: { originAccessIdentity: "" } })],
      findings: [{ resource: "cdn", message: "like any stranger" }],
    },
    {
      name: "a bucket of another stack without control",
      resources: [resource(CDN, "cdn", { origins: [{ originId: "s3", domainName: "other.s3.amazonaws.com" }] })],
      findings: [{ resource: "cdn", message: "like any stranger" }],
    },
    {
      name: "control, and no policy at all",
      resources: [site(), control, cdn(byControl)],
      findings: [
        { resource: "cdn", property: "origins[0]", message: "has no policy that lets `cloudfront.amazonaws.com` read" },
      ],
    },
    {
      name: "an identity, and no policy at all",
      resources: [site(), identity, cdn(byIdentity)],
      findings: [{ resource: "cdn", message: "has no policy that lets the origin access identity read" }],
    },
    {
      name: "control, and a policy for an identity",
      resources: [
        site(),
        control,
        cdn(byControl),
        policy(JSON.stringify(document({ AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1" }))),
      ],
      findings: [{ resource: "cdn", message: "does not let `cloudfront.amazonaws.com` take `s3:GetObject`" }],
    },
    {
      name: "an identity, and a policy for the service",
      resources: [site(), identity, cdn(byIdentity), policy(account)],
      findings: [{ resource: "cdn", message: "does not let the origin access identity" }],
    },
    {
      name: "control, and a policy that only allows listing",
      resources: [site(), control, cdn(byControl), policy(JSON.stringify(document(service, "s3:ListBucket")))],
      findings: [{ resource: "cdn", message: "every request ends in 403" }],
    },
    {
      name: "a policy for another distribution",
      resources: [
        site(),
        control,
        cdn(byControl),
        policy(
          JSON.stringify(
            document(service, "s3:GetObject", arn("arn:aws:cloudfront::210987654321:distribution/EOTHER")),
          ),
        ),
      ],
      findings: [{ resource: "cdn", message: "only another distribution" }],
      modes: ["up"],
    },
    {
      name: "a website endpoint with control",
      resources: [
        control,
        resource(CDN, "cdn", {
          origins: [{ originId: "s3", domainName: "site.s3-website-us-east-1.amazonaws.com", ...byControl }],
        }),
      ],
      findings: [{ resource: "cdn", property: "origins[0].domainName", message: "is a website endpoint" }],
    },
    {
      name: "a policy from the bucket's ARN that lets nobody of CloudFront in",
      resources: [
        site(),
        control,
        cdn(byControl),
        policy(
          json({ ...document({ AWS: "arn:aws:iam::210987654321:root" }), Id: interpolate`${ref("site", "arn")}` }),
        ),
      ],
      findings: [{ resource: "cdn", message: "every request ends in 403" }],
      undecided: ["preview"],
    },
  ],
});
