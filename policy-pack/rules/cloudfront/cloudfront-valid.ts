import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { behavioursOf, isS3Origin, isSet, nameOfBehaviour } from "../../helpers/distributions";
import { assumedRegion } from "../../helpers/place";
import { segmentsOf } from "../../helpers/values-at";

const CERTIFICATE_REGION = "us-east-1";
const ACM_ARN = /^arn:aws:acm:([a-z0-9-]+):/;

/** Codes with an error page (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html). */
const ERROR_CODES = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/** The sets of methods CloudFront takes (https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html). */
const READING = ["GET", "HEAD"];
const ASKING = [...READING, "OPTIONS"];
const ALLOWED = [READING, ASKING, [...ASKING, "PUT", "POST", "PATCH", "DELETE"]];
const CACHED = [READING, ASKING];

export const cloudfrontValid = defineRule({
  id: "cloudfront-valid",
  title: "CloudFront accepts the distribution's configuration",
  rationale: "A preview does not ask CloudFront; it refuses the distribution when half the stack exists.",
  remediation: "Correct the property as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: [],
  seeds: ["F"],
  scope: "stack",
  targets: kinds.distribution,
  *check(distribution, context) {
    yield* checkErrorPages(distribution);
    yield* checkCertificate(distribution, context);
    yield* checkOrigins(distribution);
    for (const behaviour of behavioursOf(distribution)) {
      yield* checkBehaviour(behaviour);
    }
    const root = distribution.at("defaultRootObject");
    if (root.string?.startsWith("/") === true) {
      yield finding(
        root,
        `${root.show()} begins with a slash, which CloudFront does not allow: viewers of the root find nothing.`,
        {
          remediation: "Remove the slash: `index.html`.",
        },
      );
    }
  },
});

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html: both or neither. */
function* checkErrorPages(distribution: Resource): Generator<Yield> {
  for (const response of distribution.at("customErrorResponses").items) {
    const code = response.at("errorCode");
    const page = response.at("responsePagePath");
    const answer = response.at("responseCode");
    if (code.number !== undefined && !ERROR_CODES.includes(code.number)) {
      yield finding(code, `CloudFront has no custom error response for code ${code.show()}.`, {
        remediation: `Use one of ${ERROR_CODES.join(", ")}.`,
      });
    }
    // A provider's zero or empty text stands for "not set".
    const answers = isSet(answer) && answer.number !== 0;
    if (isSet(page) && !answers) {
      yield finding(
        response,
        `The error response for ${code.show()} has a page, ${page.show()}, and no \`responseCode\`.`,
        {
          remediation: `Add the code viewers get with the page, for example \`responseCode: ${code.number ?? 404}\`.`,
        },
      );
    } else if (answers && !isSet(page)) {
      yield finding(response, `The error response for ${code.show()} has a \`responseCode\` and no page.`, {
        remediation: "Add `responsePagePath`, or remove `responseCode`.",
      });
    }
  }
}

/**
 * The certificate has to be in us-east-1
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html) and cover the
 * alternate domain names.
 */
function* checkCertificate(distribution: Resource, context: StackRuleContext): Generator<Yield> {
  const viewer = distribution.at("viewerCertificate");
  if (viewer.unknown) {
    yield undecided(viewer, "the viewer certificate is not known yet");
    return;
  }
  const acm = viewer.at("acmCertificateArn");
  const custom = isSet(acm) || isSet(viewer.at("iamCertificateId"));
  const aliases = distribution.at("aliases");
  if (!custom && aliases.items.length > 0) {
    yield finding(
      aliases,
      `CloudFront adds no alternate domain name (${aliases.show()}) without a certificate for it (InvalidViewerCertificate).`,
      { remediation: "Set `viewerCertificate.acmCertificateArn` to a certificate in us-east-1 that covers the names." },
    );
  }
  if (custom && !isSet(viewer.at("sslSupportMethod"))) {
    yield finding(viewer, "A certificate of your own needs `sslSupportMethod`.", {
      remediation: 'Set `sslSupportMethod: "sni-only"`.',
    });
  }
  const { targets } = context.stack.link(distribution, segmentsOf(acm), kinds.certificate);
  const [certificate] = targets.length === 1 ? targets : [];
  const written = acm.halfKnown ? undefined : ACM_ARN.exec(acm.string ?? "")?.[1];
  const region = written ?? (certificate === undefined ? undefined : assumedRegion(certificate, context));
  if (region !== undefined && region !== CERTIFICATE_REGION) {
    const which = certificate === undefined ? acm.show() : `Certificate "${certificate.name}"`;
    yield finding(acm, `${which} is in ${region}; CloudFront takes certificates from ${CERTIFICATE_REGION} only.`, {
      remediation: `Create it with \`new aws.Provider("us-east-1", { region: "us-east-1" })\`.`,
    });
  }
}

function* checkOrigins(distribution: Resource): Generator<Yield> {
  const origins = distribution.at("origins");
  const groups = distribution.at("originGroups");
  const ids = [...origins.items, ...groups.items].map((each) => each.at("originId"));
  const closed = !origins.unknown && !groups.unknown && ids.every((id) => id.string !== undefined && !id.halfKnown);
  for (const behaviour of behavioursOf(distribution)) {
    const target = behaviour.at("targetOriginId");
    if (closed && target.string !== undefined && !target.halfKnown && !ids.some((id) => id.string === target.string)) {
      yield finding(target, `No origin or origin group has the id ${target.show()} (NoSuchOrigin).`, {
        remediation: `Use one of ${ids.map((id) => id.show()).join(", ")}.`,
      });
    }
  }
  for (const origin of origins.items) {
    yield* checkDomain(origin);
  }
}

function* checkDomain(origin: Value): Generator<Yield> {
  const domain = origin.at("domainName");
  const text = domain.string;
  if (text === undefined || text === "") {
    return;
  }
  if (/^[a-z0-9]+:/i.test(text) || text.includes("/")) {
    yield finding(domain, `${domain.show()} is no domain name: an origin has neither a scheme nor a path.`, {
      remediation: "Give the host name alone, and a path as `originPath`.",
    });
  } else if (!text.includes(".")) {
    const s3 = isS3Origin(origin);
    yield finding(domain, `${domain.show()} is no domain name${s3 ? ", but looks like a bucket's" : ""}.`, {
      ...(s3 && { remediation: "Use `bucket.bucketRegionalDomainName`." }),
    });
  }
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DefaultCacheBehavior.html. */
function* checkBehaviour(behaviour: Value): Generator<Yield> {
  const name = nameOfBehaviour(behaviour);
  const policy = behaviour.at("cachePolicyId");
  const forwarded = behaviour.at("forwardedValues");
  const forwards = forwarded.unknown ? undefined : forwarded.items.length > 0;
  if (isSet(policy) && forwards === true) {
    yield finding(
      forwarded,
      `${name} has a cache policy and \`forwardedValues\`; CloudFront takes one or the other ("The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior").`,
      { remediation: "Remove `forwardedValues`; what the origin is to see belongs in `originRequestPolicyId`." },
    );
  } else if (!isSet(policy) && forwards === false) {
    yield finding(
      behaviour,
      `${name} has neither a cache policy nor \`forwardedValues\` ("The parameter ForwardedValues is required").`,
      {
        remediation: 'Set `cachePolicyId`, for example to CachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6".',
      },
    );
  }
  yield* checkMethods(behaviour.at("allowedMethods"), ALLOWED);
  yield* checkMethods(behaviour.at("cachedMethods"), CACHED);
}

function* checkMethods(methods: Value, sets: readonly (readonly string[])[]): Generator<Yield> {
  const given = new Set(methods.items.map(({ string }) => string));
  if (methods.items.length > 0 && !given.has(undefined) && !sets.some((set) => sameMembers(set, given))) {
    yield finding(methods, `CloudFront does not take this set of methods: ${methods.show()}.`, {
      remediation: `Use one of ${sets.map((set) => JSON.stringify(set)).join(", ")}.`,
    });
  }
}

function sameMembers(set: readonly string[], given: ReadonlySet<string | undefined>): boolean {
  return set.length === given.size && set.every((each) => given.has(each));
}
