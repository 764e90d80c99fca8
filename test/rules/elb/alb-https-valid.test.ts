import { albHttpsValid } from "../../../policy-pack/rules/elb/alb-https-valid";
import { ref, resource, testRule, unknown } from "../../support";

const LISTENER = "aws:lb/listener:Listener";
const web = resource("aws:lb/loadBalancer:LoadBalancer", "web", { idleTimeout: 60 });
const https = (
  certificateArn: unknown,
  more: Record<string, unknown> = {},
  dependsOn: readonly string[] = [],
  name = "https",
) =>
  resource(
    LISTENER,
    name,
    {
      loadBalancerArn: ref("web", "arn"),
      port: 443,
      protocol: "HTTPS",
      ...(certificateArn === undefined ? {} : { certificateArn }),
      ...more,
    },
    { dependsOn },
  );
const certificate = (more: Record<string, unknown> = {}) =>
  resource("aws:acm/certificate:Certificate", "certificate", {
    domainName: "shop.acme.io",
    validationMethod: "DNS",
    ...more,
  });
const validation = (certificateArn: unknown = ref("certificate", "arn")) =>
  resource("aws:acm/certificateValidation:CertificateValidation", "validation", { certificateArn });
const OTHER = "arn:aws:acm:eu-west-1:111122223333:certificate/0f0e0d0c-1111-2222-3333-444455556666";

testRule(albHttpsValid, {
  invalid: [
    {
      name: "HTTPS without a certificate",
      resources: [web, https(undefined)],
      findings: [
        {
          resource: "https",
          property: "certificateArn",
          message: 'Listener "https" takes "HTTPS" and has no certificate. AWS refuses it',
          severity: "high",
        },
      ],
    },
    {
      name: "TLS without a certificate",
      resources: [web, https(undefined, { protocol: "TLS" })],
      findings: [{ resource: "https", message: '"TLS"' }],
    },
    {
      name: "nothing waits for the DNS validation",
      resources: [web, certificate(), https(ref("certificate", "arn"))],
      findings: [
        {
          resource: "certificate",
          property: "validationMethod",
          message: 'Certificate "certificate" is validated by DNS, nothing in the stack waits',
        },
      ],
    },
    {
      name: "two listeners and one certificate: one finding",
      resources: [
        web,
        certificate(),
        https(ref("certificate", "arn")),
        resource("aws:lb/listenerCertificate:ListenerCertificate", "second", {
          listenerArn: ref("https", "arn"),
          certificateArn: ref("certificate", "arn"),
        }),
      ],
      findings: [{ resource: "certificate", message: '"https" (`certificateArn`) and "second" (`certificateArn`)' }],
    },
    {
      name: "a validation the listener does not wait for",
      resources: [web, certificate(), validation(), https(ref("certificate", "arn"))],
      findings: [{ resource: "https", property: "certificateArn", message: 'does not wait for "validation"' }],
    },
    {
      name: "a validation of another certificate",
      resources: [web, certificate(), validation(OTHER), https(ref("certificate", "arn"))],
      findings: [{ resource: "certificate", message: "nothing in the stack waits" }],
    },
  ],
  valid: [
    {
      name: "the certificate by its validation",
      resources: [web, certificate(), validation(), https(ref("validation", "certificateArn"))],
    },
    {
      name: "ordered by hand",
      resources: [web, certificate(), validation(), https(ref("certificate", "arn"), {}, ["validation"])],
    },
    {
      name: "validated by mail",
      resources: [web, certificate({ validationMethod: "EMAIL" }), https(ref("certificate", "arn"))],
    },
    {
      name: "of a private authority",
      resources: [
        web,
        certificate({ certificateAuthorityArn: "arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/x" }),
        https(ref("certificate", "arn")),
      ],
    },
    {
      name: "an imported one",
      resources: [
        web,
        resource("aws:acm/certificate:Certificate", "certificate", { privateKey: "…" }),
        https(ref("certificate", "arn")),
      ],
    },
    { name: "a certificate of another stack", resources: [web, https(OTHER)], outcome: "notApplicable" },
    { name: "plain HTTP", resources: [web, https(undefined, { protocol: "HTTP" })], outcome: "notApplicable" },
    {
      name: "a certificate nobody knows yet",
      resources: [web, certificate(), https(unknown)],
      undecided: ["preview", "up", "offline"],
    },
  ],
});
