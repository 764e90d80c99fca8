import { cloudfrontValid } from "../../../policy-pack/rules/cloudfront/cloudfront-valid";
import { ref, resource, testRule, unknown } from "../../support";

const POLICY = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const behaviour = {
  targetOriginId: "web",
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["HEAD", "GET"],
  cachePolicyId: POLICY,
};
const web = { originId: "web", domainName: "web.acme.com", customOriginConfig: { originProtocolPolicy: "https-only" } };
const cdn = (more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:cloudfront/distribution:Distribution", "cdn", {
    enabled: true,
    origins: [web],
    defaultCacheBehavior: behaviour,
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...more,
  });
const certificate = (region?: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource(
    "aws:acm/certificate:Certificate",
    "certificate",
    { domainName: "acme.com", ...more },
    region === undefined ? {} : { provider: { name: "certificates", props: { region } } },
  );
const validation = resource("aws:acm/certificateValidation:CertificateValidation", "validation", {
  certificateArn: ref("certificate", "arn"),
});
const own = (acmCertificateArn: unknown = ref("certificate", "arn")) => ({
  viewerCertificate: { acmCertificateArn, sslSupportMethod: "sni-only", minimumProtocolVersion: "TLSv1.2_2021" },
});
const forwardedValues = { queryString: false, cookies: { forward: "none" } };
const { cachePolicyId, ...bare } = behaviour;
const errorPage = (more: Readonly<Record<string, unknown>>) => ({
  customErrorResponses: [{ errorCode: 404, ...more }],
});

testRule(cloudfrontValid, {
  valid: [
    { name: "a plain distribution", resources: [cdn()] },
    {
      name: "an error page with its code",
      resources: [cdn(errorPage({ responseCode: 200, responsePagePath: "/index.html" }))],
    },
    { name: "an error response that only shortens caching", resources: [cdn(errorPage({ errorCachingMinTtl: 10 }))] },
    {
      name: "what a provider fills in for neither",
      resources: [cdn(errorPage({ responseCode: 0, responsePagePath: "" }))],
    },
    {
      name: "a certificate in us-east-1",
      resources: [certificate("us-east-1"), cdn({ aliases: ["acme.com"], ...own() })],
    },
    {
      name: "a literal certificate in us-east-1",
      resources: [cdn({ aliases: ["acme.com"], ...own("arn:aws:acm:us-east-1:210987654321:certificate/a") })],
    },
    {
      name: "a certificate of the default provider",
      resources: [certificate(), cdn({ aliases: ["acme.com"], ...own() })],
      modes: ["preview", "offline"],
    },
    {
      name: "a certificate of IAM",
      resources: [
        cdn({ aliases: ["acme.com"], viewerCertificate: { iamCertificateId: "ASCA", sslSupportMethod: "sni-only" } }),
      ],
    },
    {
      name: "forwarded values instead of a cache policy",
      resources: [cdn({ defaultCacheBehavior: { ...bare, forwardedValues } })],
    },
    {
      name: "a behaviour of an origin group",
      resources: [
        cdn({ originGroups: [{ originId: "group" }], defaultCacheBehavior: { ...behaviour, targetOriginId: "group" } }),
      ],
    },
    { name: "an origin id nobody knows yet", resources: [cdn({ origins: [{ ...web, originId: unknown }] })] },
    {
      name: "all methods",
      resources: [
        cdn({
          defaultCacheBehavior: {
            ...behaviour,
            allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
          },
        }),
      ],
    },
    { name: "a root object", resources: [cdn({ defaultRootObject: "index.html" })] },
    {
      name: "a bucket's domain name",
      resources: [
        resource("aws:s3/bucket:Bucket", "site", { bucket: "acme-site" }),
        cdn({ origins: [{ originId: "web", domainName: ref("site", "bucketRegionalDomainName") }] }),
      ],
    },
    {
      name: "a certificate nobody knows yet",
      resources: [cdn({ viewerCertificate: unknown })],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "an error page without code",
      resources: [cdn(errorPage({ responsePagePath: "/404.html" }))],
      findings: [
        { resource: "cdn", property: "customErrorResponses[0]", message: "no `responseCode`", severity: "high" },
      ],
    },
    {
      name: "a code without error page",
      resources: [cdn(errorPage({ responseCode: 200 }))],
      findings: [{ resource: "cdn", property: "customErrorResponses[0]", message: "and no page" }],
    },
    {
      name: "an error code that has no page",
      resources: [
        cdn({ customErrorResponses: [{ errorCode: 401, responseCode: 401, responsePagePath: "/401.html" }] }),
      ],
      findings: [{ resource: "cdn", property: "customErrorResponses[0].errorCode", message: "for code 401" }],
    },
    {
      name: "a certificate of a provider for another region",
      resources: [certificate("eu-west-1"), cdn({ aliases: ["acme.com"], ...own() })],
      findings: [{ resource: "cdn", property: "viewerCertificate.acmCertificateArn", message: "in eu-west-1" }],
    },
    {
      name: "through its validation, in a region of its own",
      resources: [
        certificate(undefined, { region: "eu-central-1" }),
        validation,
        cdn(own(ref("validation", "certificateArn"))),
      ],
      findings: [{ resource: "cdn", message: 'Certificate "certificate" is in eu-central-1' }],
    },
    {
      name: "a literal certificate elsewhere",
      resources: [cdn(own("arn:aws:acm:eu-west-1:210987654321:certificate/a"))],
      findings: [{ resource: "cdn", message: "takes certificates from us-east-1 only" }],
    },
    {
      name: "an alternate name without a certificate",
      resources: [cdn({ aliases: ["acme.com"] })],
      findings: [{ resource: "cdn", property: "aliases", message: "InvalidViewerCertificate" }],
    },
    {
      name: "a certificate without a way to serve it",
      resources: [
        certificate("us-east-1"),
        cdn({ viewerCertificate: { acmCertificateArn: ref("certificate", "arn") } }),
      ],
      findings: [{ resource: "cdn", property: "viewerCertificate", message: "sslSupportMethod" }],
    },
    {
      name: "an origin that is not there",
      resources: [cdn({ orderedCacheBehaviors: [{ ...behaviour, pathPattern: "/api/*", targetOriginId: "api" }] })],
      findings: [{ resource: "cdn", property: "orderedCacheBehaviors[0].targetOriginId", message: 'the id "api"' }],
    },
    {
      name: "a cache policy and forwarded values",
      resources: [cdn({ defaultCacheBehavior: { ...behaviour, forwardedValues } })],
      findings: [
        {
          resource: "cdn",
          property: "defaultCacheBehavior.forwardedValues",
          message: "cannot be used when a cache policy",
        },
      ],
    },
    {
      name: "neither",
      resources: [cdn({ defaultCacheBehavior: bare })],
      findings: [{ resource: "cdn", property: "defaultCacheBehavior", message: "ForwardedValues is required" }],
    },
    {
      name: "a bucket's name as domain",
      resources: [
        resource("aws:s3/bucket:Bucket", "site", { bucket: "acme-site" }),
        cdn({ origins: [{ originId: "web", domainName: ref("site", "bucket") }] }),
      ],
      findings: [{ resource: "cdn", property: "origins[0].domainName", message: "looks like a bucket's" }],
    },
    {
      name: "an address as domain",
      resources: [cdn({ origins: [{ ...web, domainName: "https://web.acme.com/app" }] })],
      findings: [{ resource: "cdn", property: "origins[0].domainName", message: "neither a scheme nor a path" }],
    },
    {
      name: "an address of S3",
      resources: [cdn({ origins: [{ originId: "web", domainName: "s3://acme-site" }] })],
      findings: [{ resource: "cdn", property: "origins[0].domainName", message: "is no domain name" }],
    },
    {
      name: "a set of methods of one's own",
      resources: [cdn({ defaultCacheBehavior: { ...behaviour, allowedMethods: ["GET", "HEAD", "POST"] } })],
      findings: [
        { resource: "cdn", property: "defaultCacheBehavior.allowedMethods", message: "does not take this set" },
      ],
    },
    {
      name: "a slash before the root object",
      resources: [cdn({ defaultRootObject: "/index.html" })],
      findings: [{ resource: "cdn", property: "defaultRootObject", message: "begins with a slash" }],
    },
  ],
});

test("the behaviour without a cache policy is otherwise the same", () => {
  expect({ ...bare, cachePolicyId }).toEqual(behaviour);
});
