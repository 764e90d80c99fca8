import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { ownPolicy } from "../../helpers/attached-policies";
import { companionsOf } from "../../helpers/buckets";
import { isS3Origin, isSet, isWebsiteEndpoint } from "../../helpers/distributions";
import { admitsService } from "../../helpers/service-access";
import type { Answer } from "../../iam/answer";
import { segmentsOf } from "../../helpers/values-at";
import { testsOf } from "../../iam/conditions";
import { readDocument, type PolicyDocument } from "../../iam/document";
import { isEverybody, principalsOf } from "../../iam/principals";
import type { Statement } from "../../iam/statement";
import { matches } from "../../iam/wildcard";

const CLOUDFRONT = "cloudfront.amazonaws.com";
/** What the ARN of an origin access identity holds (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html). */
const IDENTITY = "CloudFront Origin Access Identity";
const STATEMENT =
  '`{ Effect: "Allow", Principal: { Service: "cloudfront.amazonaws.com" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::BUCKET/*", ' +
  'Condition: { StringEquals: { "AWS:SourceArn": distributionArn } } }`';

export const cloudfrontOriginAccess = defineRule({
  id: "cloudfront-origin-access",
  title: "Distributions reach their S3 origins with origin access control, and the buckets let them in",
  rationale:
    "Without origin access control CloudFront asks S3 as a stranger: either the bucket is public and can be read past CloudFront, or every request ends in 403.",
  remediation: `Create an \`aws.cloudfront.OriginAccessControl\` (type \`s3\`), give its id to the origin as \`originAccessControlId\`, and add to the bucket's policy: ${STATEMENT}.`,
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy("Security Hub CloudFront.13"),
  seeds: ["F"],
  scope: "stack",
  targets: kinds.distribution,
  *check(distribution, { stack }) {
    const origins = distribution.at("origins").items.filter(isS3Origin);
    if (origins.length === 0) {
      yield notApplicable("the distribution has no S3 origin that is known");
    }
    for (const origin of origins) {
      yield* checkOrigin(distribution, origin, stack);
    }
  },
});

function* checkOrigin(distribution: Resource, origin: Value, stack: Stack): Generator<Yield> {
  const domain = origin.at("domainName");
  const control = origin.at("originAccessControlId");
  const identity = origin.at("s3OriginConfig", "originAccessIdentity");
  if (isWebsiteEndpoint(domain.string ?? "")) {
    yield finding(
      domain,
      `${domain.show()} is a website endpoint, which knows no origin access control, and no S3 origin for CloudFront.`,
      {
        remediation:
          "Use `bucket.bucketRegionalDomainName`; or, for the website's redirects and index documents, a `customOriginConfig` with `http-only`.",
      },
    );
    return;
  }
  if (!isSet(control) && !isSet(identity)) {
    yield finding(
      origin,
      `CloudFront reads S3 origin ${origin.at("originId").show()} without origin access control, like any stranger.`,
    );
    return;
  }
  const { targets, certain, exhaustive } = stack.link(distribution, segmentsOf(domain), kinds.bucket);
  const [bucket] = targets;
  if (bucket === undefined && exhaustive) {
    return;
  }
  if (bucket === undefined || !certain) {
    yield undecided(domain, "which bucket the origin is is not known yet");
    return;
  }
  yield* checkPolicy(distribution, bucket, origin, isSet(control), stack);
}

function* checkPolicy(
  distribution: Resource,
  bucket: Resource,
  origin: Value,
  byControl: boolean,
  stack: Stack,
): Generator<Yield> {
  const { sure, possible } = companionsOf(stack, bucket, kinds.bucketPolicy);
  const policies =
    sure.length > 0 ? sure.map((each) => each.at("policy")) : ownPolicy(bucket, stack).map((each) => each.value);
  const answer = byControl ? admitsService(policies, CLOUDFRONT, ["s3:GetObject"]) : admitsIdentity(policies);
  const who = byControl ? `\`${CLOUDFRONT}\`` : "the origin access identity";
  const more = byControl
    ? { remediation: `Add to the bucket's policy: ${STATEMENT}.` }
    : {
        remediation:
          "Let the identity's `iamArn` take `s3:GetObject` in the bucket's policy, or move to origin access control.",
      };
  if (answer === "unknown" || (answer === "no" && possible.length > 0)) {
    yield undecided(origin, `whether the policy of the bucket "${bucket.name}" lets CloudFront in is not known yet`);
  } else if (answer === "no" && policies.length === 0) {
    yield finding(
      origin,
      `Bucket "${bucket.name}" has no policy that lets ${who} read: every request ends in 403.`,
      more,
    );
  } else if (answer === "no") {
    yield finding(
      origin,
      `The policy of bucket "${bucket.name}" does not let ${who} take \`s3:GetObject\`: every request ends in 403.`,
      more,
    );
  } else if (byControl && isForOthers(policies, distribution)) {
    yield finding(
      origin,
      `The policy of bucket "${bucket.name}" lets only another distribution in (\`aws:SourceArn\`): every request of this one ends in 403.`,
      { remediation: "Set `AWS:SourceArn` to this distribution's ARN." },
    );
  }
}

/** Statements that let somebody read objects. */
function readers(policies: readonly Value[]): { readonly statements: readonly Statement[]; readonly open: boolean } {
  const documents: readonly PolicyDocument[] = policies.flatMap((policy) => readDocument(policy) ?? []);
  const statements = documents
    .flatMap((document) => document.statements)
    .filter(
      ({ effect, actions, notActions }) =>
        effect === "Allow" &&
        (notActions.present ||
          actions.open.length > 0 ||
          actions.known.some(({ text }) => matches(text, "s3:GetObject"))),
    );
  return { statements, open: documents.some((document) => document.open.length > 0) };
}

function admitsIdentity(policies: readonly Value[]): Answer {
  const { statements, open } = readers(policies);
  const principals = statements.map(({ principal }) => principalsOf(principal));
  const isIdentity = (text: string) => text.includes(IDENTITY);
  if (principals.some(({ known }) => known.some((each) => isEverybody(each) || isIdentity(each.text)))) {
    return "yes";
  }
  // A canonical user is how older programs name an identity; a masked text may be one.
  const mayBe = principals.some(
    (each) => each.open.length > 0 || each.known.some(({ kind, value }) => kind === "CanonicalUser" || value.halfKnown),
  );
  return open || mayBe ? "unknown" : "no";
}

/** Whether every statement for CloudFront names, in full, distributions other than this one. */
function isForOthers(policies: readonly Value[], distribution: Resource): boolean {
  const arn = distribution.at("arn");
  if (arn.string === undefined || arn.halfKnown) {
    return false;
  }
  const own = readers(policies).statements.filter(({ principal }) =>
    principal.at("Service").items.some(({ string }) => string === CLOUDFRONT),
  );
  return own.length > 0 && own.every(({ condition }) => namesOthers(condition, arn.string ?? ""));
}

function namesOthers(condition: Value, arn: string): boolean {
  const { tests } = testsOf(condition);
  const sources = tests.filter(({ key }) => key.toLowerCase() === "aws:sourcearn").flatMap(({ value }) => value.items);
  return (
    sources.length > 0 &&
    sources.every((each) => each.string !== undefined && !each.halfKnown && !matches(each.string, arn))
  );
}
