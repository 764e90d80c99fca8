import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { behavioursOf, isSet, nameOfBehaviour } from "../../helpers/distributions";

/**
 * Security policies whose least protocol is TLS 1.2 or later: `TLSv1.2_2021`, `TLSv1.3_2025`
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html).
 */
const MODERN = /^TLSv1\.(?:[2-9])(?:_|$)/;
const LEAST = "TLSv1.2_2021";

export const cloudfrontTls = defineRule({
  id: "cloudfront-tls",
  title: "Distributions serve viewers over HTTPS with TLS 1.2 or later",
  rationale:
    "Whoever sits on the way reads and changes plain HTTP, session cookies included, and TLS 1.0 and 1.1 have been withdrawn since 2021 (RFC 8996).",
  remediation:
    'Set `viewerProtocolPolicy: "redirect-to-https"` in every cache behaviour, and `minimumProtocolVersion: "TLSv1.2_2021"` beside the certificate.',
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub CloudFront.3",
    "Security Hub CloudFront.15",
    "Prowler cloudfront_distributions_https_enabled",
    "Powerpipe cloudfront_distribution_encryption_in_transit_enabled",
  ),
  seeds: ["F"],
  scope: "resource",
  targets: kinds.distribution,
  remediate: {
    does:
      'Sets `viewerProtocolPolicy: "redirect-to-https"` where a behaviour answers plain HTTP, and `minimumProtocolVersion: ' +
      `"${LEAST}"\` beside a certificate of your own.`,
    *edits(distribution) {
      for (const behaviour of behavioursOf(distribution)) {
        const policy = behaviour.at("viewerProtocolPolicy");
        if (policy.string === "allow-all") {
          yield set(policy, "redirect-to-https");
        }
      }
      const certificate = distribution.at("viewerCertificate");
      const minimum = certificate.at("minimumProtocolVersion");
      if (hasOwnCertificate(certificate) && !minimum.unknown && !MODERN.test(minimum.string ?? "")) {
        yield set(minimum, LEAST);
      }
    },
  },
  *check(distribution) {
    for (const behaviour of behavioursOf(distribution)) {
      const policy = behaviour.at("viewerProtocolPolicy");
      if (policy.unknown) {
        yield undecided(policy, "whether viewers may use plain HTTP is not known yet");
      } else if (policy.string === "allow-all") {
        yield finding(policy, `${nameOfBehaviour(behaviour)} answers plain HTTP: ${policy.show()}.`, {
          remediation: 'Set `viewerProtocolPolicy: "redirect-to-https"` (or `"https-only"` for an API).',
        });
      }
    }
    yield* checkCertificate(distribution.at("viewerCertificate"));
  },
});

function hasOwnCertificate(certificate: Value): boolean {
  return isSet(certificate.at("acmCertificateArn")) || isSet(certificate.at("iamCertificateId"));
}

function* checkCertificate(certificate: Value): Generator<Yield> {
  const minimum = certificate.at("minimumProtocolVersion");
  if (certificate.unknown) {
    yield undecided(certificate, "the viewer certificate is not known yet");
  } else if (!hasOwnCertificate(certificate)) {
    return; // With CloudFront's own certificate it is CloudFront that chooses, see the rule's page.
  } else if (minimum.unknown) {
    yield undecided(minimum, "the least TLS version is not known yet");
  } else if (!MODERN.test(minimum.string ?? "")) {
    const what = isSet(minimum) ? minimum.show() : "Without a minimum, `TLSv1`";
    yield finding(minimum, `${what} lets viewers connect with a TLS version older than 1.2.`, {
      remediation: 'Set `minimumProtocolVersion: "TLSv1.2_2021"`.',
    });
  }
}
