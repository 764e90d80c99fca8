import { s3TlsOnly } from "../../../policy-pack/rules/s3/s3-tls-only";
import { interpolate, json, ref, resource, testRule, unknown } from "../../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

const data = resource(BUCKET, "data", { forceDestroy: false });
const BOTH = ["arn:aws:s3:::acme-data", "arn:aws:s3:::acme-data/*"];
const deny = (more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: BOTH,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...more,
});
const document = (...statements: readonly unknown[]) => ({ Version: "2012-10-17", Statement: statements });
const policy = (value: unknown, bucket: unknown = ref("data")) => resource(POLICY, "policy", { bucket, policy: value });
const denying = (more: Readonly<Record<string, unknown>> = {}) => policy(JSON.stringify(document(deny(more))));
const STATEMENT = "policy.Statement[0]";
const at = (message: string) => [{ resource: "policy", property: STATEMENT, message }];

testRule(s3TlsOnly, {
  judgedByCompanions: [BUCKET, BUCKET_V2],
  invalid: [
    {
      name: "no policy at all",
      resources: [data],
      findings: [{ resource: "data", property: "", message: "has no policy", severity: "medium" }],
    },
    {
      name: "a BucketV2 without policy",
      resources: [resource(BUCKET_V2, "data", { forceDestroy: false })],
      findings: [{ resource: "data", message: "has no policy" }],
    },
    {
      name: "a policy of another bucket",
      resources: [
        data,
        resource(BUCKET, "other", { website: { indexDocument: "i" } }),
        policy(document(deny()), ref("other")),
      ],
      findings: [{ resource: "data", message: "has no policy" }],
    },
    {
      name: "a policy about something else",
      resources: [
        data,
        policy(
          JSON.stringify(document(deny({ Effect: "Allow", Principal: { AWS: "123456789012" }, Condition: undefined }))),
        ),
      ],
      findings: [{ resource: "policy", property: "policy", message: "No statement" }],
    },
    {
      name: "an Allow over TLS, which closes nothing",
      resources: [data, denying({ Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } })],
      findings: [{ resource: "policy", message: "No statement" }],
    },
    {
      name: "the wrong way round",
      resources: [data, denying({ Condition: { Bool: { "aws:SecureTransport": "true" } } })],
      findings: [{ resource: "policy", message: "No statement" }],
    },
    {
      name: "the objects alone",
      resources: [data, denying({ Resource: "arn:aws:s3:::acme-data/*" })],
      findings: at("does not cover the bucket itself"),
    },
    {
      name: "the bucket alone",
      resources: [data, denying({ Resource: ["arn:aws:s3:::acme-data"] })],
      findings: at("does not cover the objects"),
    },
    {
      name: "some objects",
      resources: [data, denying({ Resource: ["arn:aws:s3:::acme-data/private/*"] })],
      findings: at("covers neither"),
    },
    {
      name: "some actions",
      resources: [data, denying({ Action: ["s3:GetObject", "s3:PutObject"] })],
      findings: at("is not for every action"),
    },
    {
      name: "one principal",
      resources: [data, denying({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })],
      findings: at("is not for everyone"),
    },
    {
      name: "everyone but one",
      resources: [data, denying({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } })],
      findings: at("is not for everyone"),
    },
    {
      name: "a further condition",
      resources: [
        data,
        denying({
          Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:SourceVpc": "vpc-1" } },
        }),
      ],
      findings: at("holds only when `aws:SourceVpc` matches"),
    },
    {
      name: "the objects alone, by an ARN that is unknown in a preview",
      resources: [data, policy(json(document(deny({ Resource: [interpolate`${ref("data", "arn")}/*`] }))))],
      undecided: ["preview"],
      findings: at("does not cover the bucket itself"),
    },
    {
      name: "an inline policy without it",
      resources: [resource(BUCKET, "data", { policy: JSON.stringify(document(deny({ Condition: undefined }))) })],
      findings: [{ resource: "data", property: "policy", message: "No statement" }],
    },
  ],
  valid: [
    { name: "bucket and objects", resources: [data, denying()] },
    {
      name: "bucket and objects in two statements",
      resources: [data, policy(document(deny({ Resource: BOTH[0] }), deny({ Resource: BOTH[1] })))],
    },
    { name: "one wildcard for both", resources: [data, denying({ Resource: "arn:aws:s3:::acme-data*" })] },
    { name: "everything", resources: [data, denying({ Action: "*", Resource: "*", Principal: { AWS: ["*"] } })] },
    { name: "a boolean", resources: [data, denying({ Condition: { Bool: { "aws:SecureTransport": false } } })] },
    {
      name: "a list, other letters, IfExists",
      resources: [data, denying({ Condition: { BoolIfExists: { "AWS:secureTransport": ["false"] } } })],
    },
    {
      name: "not equal true",
      resources: [data, denying({ Condition: { StringNotEquals: { "aws:SecureTransport": "true" } } })],
    },
    {
      name: "all but AWS's own services",
      resources: [
        data,
        denying({ Condition: { Bool: { "aws:SecureTransport": "false", "aws:PrincipalIsAWSService": "false" } } }),
      ],
    },
    {
      name: "the second statement, by ARNs that are unknown in a preview",
      resources: [
        data,
        policy(
          json(
            document(
              deny({ Effect: "Allow", Principal: { AWS: "123456789012" }, Condition: undefined }),
              deny({ Resource: [ref("data", "arn"), interpolate`${ref("data", "arn")}/*`] }),
            ),
          ),
        ),
      ],
      undecided: ["preview"],
    },
    { name: "inline", resources: [resource(BUCKET, "data", { policy: JSON.stringify(document(deny())) })] },
    {
      name: "a website, whose endpoint has no TLS",
      resources: [
        data,
        resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "site", {
          bucket: ref("data"),
          indexDocument: { suffix: "index.html" },
        }),
      ],
      outcome: "notApplicable",
    },
    {
      name: "an inline website",
      resources: [resource(BUCKET, "data", { website: { indexDocument: "index.html" } })],
      outcome: "notApplicable",
    },
    {
      name: "a condition nobody knows yet",
      resources: [data, policy(document(deny({ Condition: unknown })))],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "a policy of a bucket nobody knows yet",
      resources: [data, policy(document(deny()), unknown)],
      undecided: ["preview", "up", "offline"],
    },
    {
      name: "resources nobody knows yet",
      resources: [data, policy(document(deny({ Resource: [unknown] })))],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
