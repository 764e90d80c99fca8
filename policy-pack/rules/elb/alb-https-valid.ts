import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, notApplicable, undecided } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { isDeclared } from "../../helpers/declared";
import { reportedOnce, type Verdict } from "../../helpers/shared-fault";

const TARGETS: Kind = [...kinds.listener, ...kinds.listenerCertificate];
const ENCRYPTED = ["HTTPS", "TLS"];

export const albHttpsValid = defineRule({
  id: "alb-https-valid",
  title: "HTTPS listeners have a certificate that has been issued",
  rationale:
    "AWS refuses an HTTPS or TLS listener without a certificate, and one whose certificate is still waiting for its DNS validation.",
  remediation:
    "Create the validation records and `new aws.acm.CertificateValidation(name, { certificateArn: certificate.arn, " +
    "validationRecordFqdns })`, and give the listener `certificateArn: validation.certificateArn`.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: TARGETS,
  check: reportedOnce(TARGETS, judge),
});

function* judge(stack: Stack, listener: Resource): Iterable<Verdict> {
  const via = listener.at("certificateArn");
  const isListener = listener.is(kinds.listener);
  const protocol = listener.at("protocol");
  if (isListener && !ENCRYPTED.includes(protocol.string ?? "")) {
    yield protocol.unknown && isDeclared(stack, listener, "protocol")
      ? undecided(protocol, "the protocol is not known yet")
      : notApplicable("it terminates no TLS");
    return;
  }
  if (via.absent || via.string === "") {
    yield {
      outcome: "fault",
      at: listener,
      property: "certificateArn",
      via,
      message: () =>
        `Listener "${listener.name}" takes ${protocol.show()} and has no certificate. AWS refuses it ("A certificate must be specified for HTTPS listeners").`,
      remediation: "Set `certificateArn` to a certificate that has been issued, in the region of the load balancer.",
    };
    return;
  }
  const { targets, certain, exhaustive } = stack.link(listener, ["certificateArn"], kinds.certificate);
  const [certificate] = targets;
  if (
    certificate === undefined &&
    !exhaustive &&
    stack.dependenciesOf(listener, "certificateArn", kinds.certificateValidation).length > 0
  ) {
    return;
  }
  if (!certain || certificate === undefined) {
    yield certain
      ? notApplicable(`the certificate ${via.show()} is not part of this stack`)
      : undecided(via, "which certificate it uses is not known yet");
    return;
  }
  yield* judgeCertificate(stack, listener, certificate);
}

function* judgeCertificate(stack: Stack, listener: Resource, certificate: Resource): Iterable<Verdict> {
  const method = certificate.at("validationMethod");
  if (method.unknown && isDeclared(stack, certificate, "validationMethod")) {
    yield undecided("certificateArn", `how the certificate "${certificate.name}" is validated is not known yet`);
    return;
  }
  const isPrivate = !certificate.at("certificateAuthorityArn").absent;
  if (method.string?.toUpperCase() !== "DNS" || isPrivate || certificate.at("status").string === "ISSUED") {
    return;
  }
  const path = ["certificateArn"] as const;
  const validations = stack.companions(certificate, kinds.certificate, kinds.certificateValidation, ...path);
  const via = listener.at("certificateArn");
  if (validations.length === 0) {
    if (stack.strays(kinds.certificate, kinds.certificateValidation, ...path).length > 0) {
      yield undecided(via, "whether a validation waits for the certificate is not known yet");
      return;
    }
    yield {
      outcome: "fault",
      at: certificate,
      property: "validationMethod",
      via,
      message: (users) =>
        `Certificate "${certificate.name}" is validated by DNS, nothing in the stack waits until it has been, and ${users} ` +
        'needs it at once. AWS refuses a certificate that has not been issued ("UnsupportedCertificate").',
    };
  } else if (!validations.some((each) => stack.isOrderedAfter(listener, each))) {
    const [validation] = validations;
    yield {
      outcome: "fault",
      at: listener,
      property: "certificateArn",
      via,
      message: () =>
        `"${listener.name}" takes the certificate "${certificate.name}" itself and does not wait for "${validation?.name ?? ""}", ` +
        'so it is created before the certificate is issued. AWS refuses that ("UnsupportedCertificate").',
      remediation: `Take \`certificateArn\` from the validation "${validation?.name ?? ""}".`,
    };
  }
}
