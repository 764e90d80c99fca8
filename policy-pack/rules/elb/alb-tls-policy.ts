import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import { defineRule, finding, notApplicable, undecided } from "../../engine/rule";
import { checkedBy } from "../../frameworks/references";
import { isDeclared } from "../../helpers/declared";
import { oldVersionsOf, tlsPolicySource } from "../../helpers/tls-policies";
import { listed } from "../../helpers/words";

/** What the provider takes when a listener names no policy (documented at `sslPolicy` of `aws.lb.Listener`). */
const DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";
/** TLS 1.3 and 1.2; for Application and Network Load Balancers. */
const MODERN_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const ENCRYPTED = ["HTTPS", "TLS"];

export const albTlsPolicy = defineRule({
  id: "alb-tls-policy",
  title: "HTTPS and TLS listeners accept TLS 1.2 and later only",
  rationale:
    "TLS 1.0 and 1.1 have been deprecated since 2021 (RFC 8996). A listener without a policy of its own still accepts both.",
  remediation: `Set \`sslPolicy: "${MODERN_POLICY}"\`: TLS 1.3 and 1.2.`,
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy("Security Hub ELB.17", "Prowler elbv2_insecure_ssl_ciphers"),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.listener,
  remediate: {
    does: `Sets \`sslPolicy: "${MODERN_POLICY}"\` where the policy, or the default, lets older versions in.`,
    *edits(listener) {
      const policy = listener.at("sslPolicy");
      const old = oldVersionsOf(policy.absent ? DEFAULT_POLICY : (policy.string ?? "")) ?? [];
      if (ENCRYPTED.includes(listener.at("protocol").string ?? "") && old.length > 0) {
        yield set(policy, MODERN_POLICY);
      }
    },
  },
  *check(listener, { stack }) {
    const protocol = listener.at("protocol");
    if (!ENCRYPTED.includes(protocol.string ?? "")) {
      yield protocol.unknown && isDeclared(stack, listener, "protocol")
        ? undecided(protocol, "the protocol is not known yet")
        : notApplicable("it terminates no TLS");
      return;
    }
    const policy = listener.at("sslPolicy");
    const isSet = isDeclared(stack, listener, "sslPolicy");
    const name = policy.string ?? (isSet ? undefined : DEFAULT_POLICY);
    const old = name === undefined ? undefined : oldVersionsOf(name);
    if (name === undefined || old === undefined) {
      yield undecided(
        policy,
        name === undefined ? "the policy is not known yet" : `${policy.show()} is not a policy this pack knows`,
      );
    } else if (old.length > 0) {
      const what = isSet ? `The policy ${policy.show()}` : `Without \`sslPolicy\` the default, "${name}", holds, which`;
      yield finding(policy, `${what} accepts ${listed(old)} (${tlsPolicySource()}), which are deprecated.`);
    }
  },
});
