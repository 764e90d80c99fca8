import { cloudfrontTls } from "../../../policy-pack/rules/cloudfront/cloudfront-tls";
import { ref, resource, testRule, unknown } from "../../support";

const cdn = (more: Readonly<Record<string, unknown>> = {}, policy: unknown = "redirect-to-https") =>
  resource("aws:cloudfront/distribution:Distribution", "cdn", {
    defaultCacheBehavior: { viewerProtocolPolicy: policy },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
    ...more,
  });
const certificate = resource("aws:acm/certificate:Certificate", "certificate", { domainName: "acme.com" });
const withMinimum = (minimumProtocolVersion?: unknown) => ({
  viewerCertificate: {
    acmCertificateArn: ref("certificate", "arn"),
    sslSupportMethod: "sni-only",
    ...(minimumProtocolVersion !== undefined && { minimumProtocolVersion }),
  },
});
const minimum = "viewerCertificate.minimumProtocolVersion";

testRule(cloudfrontTls, {
  valid: [
    { name: "a redirect and CloudFront's own certificate", resources: [cdn()] },
    { name: "HTTPS only", resources: [cdn({}, "https-only")] },
    ...["TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"].map((each) => ({
      name: `at least ${each}`,
      resources: [certificate, cdn(withMinimum(each))],
    })),
    {
      name: "another policy for one path",
      resources: [cdn({ orderedCacheBehaviors: [{ pathPattern: "/api/*", viewerProtocolPolicy: "https-only" }] })],
    },
    {
      name: "CloudFront's own certificate beside a minimum it does not heed",
      resources: [cdn({ viewerCertificate: { cloudfrontDefaultCertificate: true, minimumProtocolVersion: "TLSv1" } })],
    },
    { name: "a policy nobody knows yet", resources: [cdn({}, unknown)], undecided: ["preview", "up", "offline"] },
    {
      name: "a minimum nobody knows yet",
      resources: [certificate, cdn(withMinimum(unknown))],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "plain HTTP by default",
      resources: [cdn({}, "allow-all")],
      findings: [
        {
          resource: "cdn",
          property: "defaultCacheBehavior.viewerProtocolPolicy",
          message: "The default cache behaviour answers plain HTTP",
          severity: "high",
        },
      ],
    },
    {
      name: "plain HTTP for one path",
      resources: [cdn({ orderedCacheBehaviors: [{ pathPattern: "/img/*", viewerProtocolPolicy: "allow-all" }] })],
      findings: [
        {
          resource: "cdn",
          property: "orderedCacheBehaviors[0].viewerProtocolPolicy",
          message: 'The cache behaviour for "/img/*"',
        },
      ],
    },
    ...["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"].map((each) => ({
      name: `at least ${each}`,
      resources: [certificate, cdn(withMinimum(each))],
      findings: [{ resource: "cdn", property: minimum, message: `"${each}" lets viewers connect` }],
    })),
    {
      name: "a certificate of one's own and no minimum",
      resources: [certificate, cdn(withMinimum())],
      findings: [{ resource: "cdn", property: minimum, message: "Without a minimum" }],
    },
    {
      name: "a certificate of IAM",
      resources: [cdn({ viewerCertificate: { iamCertificateId: "ASCA", minimumProtocolVersion: "TLSv1" } })],
      findings: [{ resource: "cdn", property: minimum, message: "older than 1.2" }],
    },
  ],
  remediates: [
    {
      name: "plain HTTP by default and for one of two paths",
      resource: cdn(
        {
          orderedCacheBehaviors: [
            { pathPattern: "/api/*", viewerProtocolPolicy: "https-only" },
            { pathPattern: "/img/*", viewerProtocolPolicy: "allow-all" },
          ],
        },
        "allow-all",
      ),
      becomes: {
        defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
        orderedCacheBehaviors: [
          { pathPattern: "/api/*", viewerProtocolPolicy: "https-only" },
          { pathPattern: "/img/*", viewerProtocolPolicy: "redirect-to-https" },
        ],
      },
    },
    {
      name: "an old minimum beside a certificate nobody knows yet",
      resource: cdn({ viewerCertificate: { acmCertificateArn: unknown, minimumProtocolVersion: "TLSv1" } }),
      becomes: { viewerCertificate: { acmCertificateArn: unknown, minimumProtocolVersion: "TLSv1.2_2021" } },
    },
    { name: "HTTPS only", resource: cdn({}, "https-only"), becomes: {} },
    { name: "a policy nobody knows yet", resource: cdn({}, unknown), becomes: {} },
    {
      name: "a minimum nobody knows yet, beside plain HTTP",
      resource: cdn({ viewerCertificate: { iamCertificateId: "ASCA", minimumProtocolVersion: unknown } }, "https-only"),
      becomes: {},
    },
  ],
  remediated: [
    "plain HTTP by default",
    "plain HTTP for one path",
    "at least SSLv3",
    "at least TLSv1",
    "at least TLSv1_2016",
    "at least TLSv1.1_2016",
    "a certificate of one's own and no minimum",
    "a certificate of IAM",
  ],
});
