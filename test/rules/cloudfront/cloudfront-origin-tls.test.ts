import { cloudfrontOriginTls } from "../../../policy-pack/rules/cloudfront/cloudfront-origin-tls";
import { ref, resource, testRule, unknown } from "../../support";

const cdn = (...origins: readonly unknown[]) =>
  resource("aws:cloudfront/distribution:Distribution", "cdn", { origins });
const origin = (domainName: unknown, originProtocolPolicy: unknown, originSslProtocols: unknown = ["TLSv1.2"]) => ({
  originId: "web",
  domainName,
  customOriginConfig: { httpPort: 80, httpsPort: 443, originProtocolPolicy, originSslProtocols },
});
const alb = (type = "aws:lb/loadBalancer:LoadBalancer") => resource(type, "alb");
const site = resource("aws:s3/bucket:Bucket", "site");
const policy = "origins[0].customOriginConfig.originProtocolPolicy";

testRule(cloudfrontOriginTls, {
  valid: [
    { name: "HTTPS only", resources: [alb(), cdn(origin(ref("alb", "dnsName"), "https-only"))] },
    { name: "the viewer's protocol", resources: [cdn(origin("web.acme.com", "match-viewer"))] },
    { name: "an S3 website by name", resources: [cdn(origin("site.s3-website-us-east-1.amazonaws.com", "http-only"))] },
    {
      name: "an S3 website of a newer region",
      resources: [cdn(origin("site.s3-website.eu-south-1.amazonaws.com", "http-only"))],
    },
    {
      name: "the website of a bucket of the stack, whose endpoint is not known before it exists",
      modes: ["preview"],
      resources: [site, cdn(origin(ref("site", "websiteEndpoint"), "http-only"))],
    },
    {
      name: "the website endpoint of a separate configuration",
      resources: [
        site,
        resource("aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration", "pages", { bucket: ref("site") }),
        cdn(origin("site.s3-website-us-east-1.amazonaws.com", "http-only")),
      ],
    },
    {
      name: "an S3 origin",
      resources: [
        site,
        cdn({ originId: "s3", domainName: ref("site", "bucketRegionalDomainName"), s3OriginConfig: {} }),
      ],
    },
    {
      name: "old protocols where HTTP alone is spoken to a website",
      resources: [cdn(origin("s.s3-website-us-east-1.amazonaws.com", "http-only", ["TLSv1"]))],
    },
    {
      name: "a policy nobody knows yet",
      resources: [cdn(origin("web.acme.com", unknown))],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "plain HTTP to a load balancer of the stack",
      resources: [alb(), cdn(origin(ref("alb", "dnsName"), "http-only"))],
      findings: [{ resource: "cdn", property: policy, message: 'origin "web" over plain HTTP', severity: "medium" }],
    },
    {
      name: "an older spelling of the load balancer",
      resources: [alb("aws:alb/loadBalancer:LoadBalancer"), cdn(origin(ref("alb", "dnsName"), "http-only"))],
      findings: [{ resource: "cdn", property: policy, message: "plain HTTP" }],
    },
    {
      name: "plain HTTP to a server elsewhere",
      resources: [cdn(origin("web.acme.com", "http-only"))],
      findings: [{ resource: "cdn", property: policy, message: "plain HTTP" }],
    },
    {
      name: "protocols that were withdrawn",
      resources: [cdn(origin("web.acme.com", "https-only", ["TLSv1", "TLSv1.1", "TLSv1.2"]))],
      findings: [
        {
          resource: "cdn",
          property: "origins[0].customOriginConfig.originSslProtocols",
          message: 'with "TLSv1", "TLSv1.1"',
        },
      ],
    },
    {
      name: "the second of two origins",
      resources: [cdn(origin("a.acme.com", "https-only"), origin("b.acme.com", "https-only", ["SSLv3"]))],
      findings: [{ resource: "cdn", property: "origins[1].customOriginConfig.originSslProtocols", message: '"SSLv3"' }],
    },
  ],
  remediates: [
    {
      name: "withdrawn protocols beside TLS 1.2, and alone",
      resource: cdn(
        origin("a.acme.com", "https-only", ["TLSv1", "TLSv1.2"]),
        origin("b.acme.com", "match-viewer", ["SSLv3"]),
      ),
      becomes: {
        origins: [origin("a.acme.com", "https-only", ["TLSv1.2"]), origin("b.acme.com", "match-viewer", ["TLSv1.2"])],
      },
    },
    { name: "TLS 1.2", resource: cdn(origin("a.acme.com", "https-only")), becomes: {} },
    {
      name: "plain HTTP, which may be all the origin speaks",
      resource: cdn(origin("a.acme.com", "http-only", ["TLSv1"])),
      becomes: {},
    },
    {
      name: "one protocol of which nobody knows",
      resource: cdn(origin("a.acme.com", "https-only", ["TLSv1", unknown])),
      becomes: {},
    },
  ],
  remediated: ["protocols that were withdrawn", "the second of two origins"],
});
