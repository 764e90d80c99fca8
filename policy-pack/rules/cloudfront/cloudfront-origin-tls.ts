import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, undecided } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { isWebsiteEndpoint } from "../../helpers/distributions";

const WITHDRAWN = ["SSLv3", "TLSv1", "TLSv1.1"];

export const cloudfrontOriginTls = defineRule({
  id: "cloudfront-origin-tls",
  title: "Distributions reach their origins over HTTPS with TLS 1.2",
  rationale:
    "Between CloudFront and a custom origin lies the public internet: a viewer's HTTPS protects nothing when the second half of the way is plain.",
  remediation: 'Set `originProtocolPolicy: "https-only"` and `originSslProtocols: ["TLSv1.2"]`.',
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub CloudFront.9",
    "Security Hub CloudFront.10",
    "Prowler cloudfront_distributions_origin_traffic_encrypted",
    "Prowler cloudfront_distributions_using_deprecated_ssl_protocols",
  ),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.distribution,
  remediate: {
    does: "Takes SSL 3 and TLS 1.0 and 1.1 out of `originSslProtocols`. Whether an origin speaks HTTPS at all, nobody knows here.",
    *edits(distribution) {
      for (const origin of distribution.at("origins").items) {
        const { policy, protocols, old } = readOrigin(origin);
        const isOpen =
          policy.unknown || policy.string === "http-only" || protocols.items.some(({ unknown }) => unknown);
        if (!isOpen && old.length > 0) {
          const kept = protocols.items.flatMap(({ string }) =>
            WITHDRAWN.includes(string ?? "") ? [] : (string ?? []),
          );
          yield set(protocols, kept.length > 0 ? kept : ["TLSv1.2"]);
        }
      }
    },
  },
  *check(distribution, { stack }) {
    for (const [index, origin] of distribution.at("origins").items.entries()) {
      const { config, policy, protocols, old } = readOrigin(origin);
      const domain = origin.at("domainName");
      if (policy.string === "http-only") {
        const { targets } = stack.link(
          distribution,
          ["origins", index, "domainName"],
          [...kinds.bucket, ...kinds.bucketWebsite],
        );
        // A web server among several origins that are not known yet may just as well be the bucket's website.
        if (domain.unknown ? targets.length === 0 : !isWebsiteEndpoint(domain.string ?? "")) {
          yield finding(policy, `CloudFront reaches origin ${origin.at("originId").show()} over plain HTTP.`);
        } else if (domain.unknown && stack.dependenciesOf(distribution, "origins", kinds.loadBalancer).length > 0) {
          yield undecided(domain, "whether the origin is an S3 website, which knows no HTTPS, is not known yet");
        }
        continue;
      }
      if (policy.unknown || protocols.unknown) {
        yield undecided(config, "how CloudFront reaches the origin is not known yet");
      } else if (old.length > 0) {
        yield finding(
          protocols,
          `CloudFront may reach origin ${origin.at("originId").show()} with ${old.map((each) => each.show()).join(", ")}.`,
          { remediation: 'Set `originSslProtocols: ["TLSv1.2"]`.' },
        );
      }
    }
  },
});

function readOrigin(origin: Value) {
  const config = origin.at("customOriginConfig");
  const protocols = config.at("originSslProtocols");
  const old = protocols.items.filter(({ string }) => WITHDRAWN.includes(string ?? ""));
  return { config, policy: config.at("originProtocolPolicy"), protocols, old };
}
