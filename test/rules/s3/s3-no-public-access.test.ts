import { s3NoPublicAccess } from "../../../policy-pack/rules/s3/s3-no-public-access";
import { interpolate, json, ref, resource, secret, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const ACL_V2 = "aws:s3/bucketAclV2:BucketAclV2";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const site = resource(BUCKET, "site");
const statement = (more: Readonly<Record<string, unknown>>) => ({
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::acme-site/*",
  ...more,
});
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const policy = (text: unknown) => resource(POLICY, "policy", { bucket: ref("site"), policy: text });
const allowing = (more: Readonly<Record<string, unknown>>) => policy(JSON.stringify(document(statement(more))));
const PRINCIPAL = "policy.Statement[0].Principal";
const condition = (operator: string, key: string, value: unknown) =>
  allowing({ Condition: { [operator]: { [key]: value } } });

testRule(s3NoPublicAccess, {
  invalid: [
    {
      name: "a canned ACL",
      resources: [site, resource(ACL, "acl", { bucket: ref("site"), acl: "public-read" })],
      findings: [{ resource: "acl", property: "acl", message: '"public-read" anyone may read', severity: "critical" }],
    },
    {
      name: "a canned ACL in the V2 spelling",
      resources: [site, resource(ACL_V2, "acl", { bucket: ref("site"), acl: "public-read-write" })],
      findings: [{ resource: "acl", property: "acl", message: "anyone may read and write" }],
    },
    {
      name: "a canned ACL inline",
      resources: [resource(BUCKET, "site", { acl: "authenticated-read" })],
      findings: [{ resource: "site", property: "acl", message: "every AWS account of the world" }],
    },
    {
      name: "a canned ACL of an object",
      resources: [site, resource(OBJECT, "index", { bucket: ref("site"), key: "index.html", acl: "public-read" })],
      findings: [{ resource: "index", property: "acl", message: "anyone may read" }],
    },
    {
      name: "an inline grant for all users",
      resources: [
        resource(BUCKET_V2, "site", {
          grants: [{ type: "Group", uri: "http://acs.amazonaws.com/groups/global/AllUsers", permissions: ["READ"] }],
        }),
      ],
      findings: [{ resource: "site", property: "grants[0].uri", message: "anyone" }],
    },
    {
      name: "a grant of an access control policy",
      resources: [
        site,
        resource(ACL, "acl", {
          bucket: ref("site"),
          accessControlPolicy: {
            grants: [
              {
                grantee: { type: "Group", uri: "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" },
                permission: "READ",
              },
            ],
          },
        }),
      ],
      findings: [
        { resource: "acl", property: "accessControlPolicy.grants[0].grantee.uri", message: "every AWS account" },
      ],
    },
    {
      name: "a policy for everyone, as for a public site",
      resources: [site, allowing({})],
      findings: [
        {
          resource: "policy",
          property: PRINCIPAL,
          message:
            /^The statement allows `s3:GetObject` on the bucket without asking who calls\. Its principal is `\*`: everyone\.$/,
        },
      ],
    },
    {
      name: "a policy built from an ARN that is unknown in a preview",
      resources: [
        site,
        policy(json(document(statement({ Principal: { AWS: "*" }, Resource: interpolate`${ref("site", "arn")}/*` })))),
      ],
      undecided: ["preview"],
      findings: [{ resource: "policy", property: PRINCIPAL, message: "principal is `*`: everyone" }],
    },
    {
      name: "a policy given as an object whose only unknown is the ARN: found in the first preview",
      resources: [
        site,
        policy(document(statement({ Principal: { AWS: ["*"] }, Resource: [interpolate`${ref("site", "arn")}/*`] }))),
      ],
      findings: [{ resource: "policy", property: PRINCIPAL, message: "everyone" }],
    },
    {
      name: "an inline policy",
      resources: [resource(BUCKET, "site", { policy: JSON.stringify(document(statement({}))) })],
      findings: [{ resource: "site", property: PRINCIPAL, message: 'on "site"' }],
    },
    {
      name: "an access point on the internet",
      resources: [
        resource("aws:s3/accessPoint:AccessPoint", "files", { policy: JSON.stringify(document(statement({}))) }),
      ],
      findings: [{ resource: "files", property: PRINCIPAL, message: "Its principal is `*`" }],
    },
    {
      name: "everyone but one",
      resources: [site, allowing({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } })],
      findings: [{ resource: "policy", property: "policy.Statement[0].NotPrincipal", message: "everyone but those" }],
    },
    {
      name: "a condition that says how, not who",
      resources: [site, condition("Bool", "aws:SecureTransport", "true")],
      findings: [{ resource: "policy", property: PRINCIPAL, message: "no part of its condition says who may ask" }],
    },
    {
      name: "a condition on what the caller says of himself",
      resources: [site, condition("StringLike", "aws:Referer", "https://example.com/*")],
      findings: [{ resource: "policy", message: "no part of its condition" }],
    },
    {
      name: "a condition that holds when the key is missing",
      resources: [site, condition("StringEqualsIfExists", "aws:SourceAccount", "123456789012")],
      findings: [{ resource: "policy", message: "no part of its condition" }],
    },
    {
      name: "a range that is the whole internet",
      resources: [site, condition("IpAddress", "aws:SourceIp", ["203.0.113.0/24", "0.0.0.0/0"])],
      findings: [{ resource: "policy", message: "no part of its condition" }],
    },
    {
      name: "a condition on what anybody has in an account of his own",
      resources: [site, condition("StringEquals", "aws:PrincipalTag/team", "blue")],
      findings: [{ resource: "policy", message: "no part of its condition" }],
    },
    {
      name: "the second of two statements, in a secret document",
      resources: [
        site,
        policy(
          secret(
            JSON.stringify(
              document(
                statement({ Principal: { Service: "cloudtrail.amazonaws.com" } }),
                statement({ Action: "s3:*" }),
              ),
            ),
          ),
        ),
      ],
      findings: [{ resource: "policy", property: "policy.Statement[1].Principal", message: "`s3:*`" }],
    },
  ],
  valid: [
    { name: "a private ACL", resources: [site, resource(ACL, "acl", { bucket: ref("site"), acl: "private" })] },
    {
      name: "the ACL for log delivery, which names a group of AWS",
      resources: [
        site,
        resource(ACL, "acl", { bucket: ref("site"), acl: "log-delivery-write" }),
        resource(BUCKET_V2, "logs", {
          grants: [{ type: "Group", uri: "http://acs.amazonaws.com/groups/s3/LogDelivery", permissions: ["WRITE"] }],
        }),
      ],
    },
    { name: "a bucket without ACL and policy", resources: [site], outcome: "notApplicable" },
    {
      name: "an access point of a VPC",
      resources: [
        resource("aws:s3/accessPoint:AccessPoint", "files", {
          policy: JSON.stringify(document(statement({}))),
          vpcConfiguration: { vpcId: "vpc-1a2b3c4d" },
        }),
      ],
    },
    {
      name: "a Deny for everyone",
      resources: [site, allowing({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } })],
    },
    {
      name: "a second statement that denies whoever is not of the organization",
      resources: [
        site,
        policy(
          document(
            statement({}),
            statement({
              Effect: "Deny",
              Action: "s3:*",
              Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-abcdefghij" } },
            }),
          ),
        ),
      ],
    },
    { name: "an account", resources: [site, allowing({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })] },
    { name: "a service", resources: [site, allowing({ Principal: { Service: ["cloudfront.amazonaws.com"] } })] },
    {
      name: "an origin access identity",
      resources: [site, allowing({ Principal: { CanonicalUser: "79a59df900b9" } })],
    },
    { name: "an organisation", resources: [site, condition("StringEquals", "aws:PrincipalOrgID", "o-abcdefghij")] },
    {
      name: "an organisation, the key in small letters",
      resources: [site, condition("stringequals", "aws:principalorgid", "o-abcdefghij")],
    },
    { name: "an endpoint", resources: [site, condition("StringEquals", "aws:SourceVpce", ["vpce-1a2b3c4d"])] },
    { name: "a range of an office", resources: [site, condition("IpAddress", "aws:SourceIp", "203.0.113.0/24")] },
    {
      name: "a distribution",
      resources: [site, condition("ArnLike", "aws:SourceArn", "arn:aws:cloudfront::123456789012:distribution/*")],
    },
    {
      name: "a vpc whose id is unknown in a preview",
      resources: [
        site,
        resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
        policy(document(statement({ Condition: { StringEquals: { "aws:SourceVpc": ref("vpc") } } }))),
      ],
    },
    {
      name: "a principal nobody knows yet",
      resources: [site, policy(document(statement({ Principal: { AWS: unknown } })))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a condition nobody knows yet",
      resources: [site, policy(document(statement({ Condition: unknown })))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a text that is no policy, which another rule reports",
      resources: [site, policy("{")],
      undecided: ["preview", "up", "offline"],
    },
  ],
  remediates: [
    {
      name: "a canned ACL",
      resource: resource(ACL, "acl", { bucket: unknown, acl: "public-read" }),
      becomes: { acl: "private" },
    },
    {
      name: "a canned ACL inline",
      resource: resource(BUCKET, "site", { acl: "authenticated-read" }),
      becomes: { acl: "private" },
    },
    { name: "the ACL for log delivery", resource: resource(ACL, "acl", { acl: "log-delivery-write" }), becomes: {} },
    { name: "an ACL nobody knows yet", resource: resource(ACL, "acl", { acl: unknown }), becomes: {} },
    {
      name: "a policy for everyone",
      resource: resource(POLICY, "policy", { bucket: "site", policy: JSON.stringify(document(statement({}))) }),
      becomes: {},
    },
  ],
  remediated: ["a canned ACL", "a canned ACL in the V2 spelling", "a canned ACL inline", "a canned ACL of an object"],
});
