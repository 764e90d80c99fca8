import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { valuesAt } from "../../helpers/values-at";
import { deniedToStrangers, narrowsCallers } from "../../iam/caller-conditions";
import { readDocument, type PolicyDocument } from "../../iam/document";
import { namesEveryone } from "../../iam/everyone";
import { undecidedFor } from "../../iam/open-question";
import { documentsOf } from "../../iam/places";
import { privacyOf } from "../../iam/reachable";
import { listSome, showElement } from "../../iam/show";
import type { Statement } from "../../iam/statement";

/** Canned ACLs that let others in (https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl). */
const PUBLIC_ACLS: Readonly<Record<string, string>> = {
  "public-read": "anyone may read",
  "public-read-write": "anyone may read and write",
  "authenticated-read": "every AWS account of the world may read",
};
const PUBLIC_GROUPS: Readonly<Record<string, string>> = {
  "http://acs.amazonaws.com/groups/global/AllUsers": "anyone",
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers": "every AWS account of the world",
};
const GRANTEES = ["grants[].uri", "accessControlPolicy.grants[].grantee.uri"];

const ACTIONS_SHOWN = 5;

export const s3NoPublicAccess = defineRule({
  id: "s3-no-public-access",
  title: "Buckets let in nobody the policy or ACL does not name",
  rationale:
    "Whoever guesses or finds the name reads the bucket, or writes to it. Scanners look for such buckets day and night.",
  remediation:
    "Name whom you mean: a role or account as principal, or a condition on `aws:PrincipalOrgID` or `aws:SourceVpce`. To " +
    "publish files, keep the bucket closed and let CloudFront in, with an origin access control.",
  severity: "critical",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub S3.2",
    "Security Hub S3.3",
    "Prowler s3_bucket_public_access",
    "text of A.8.3",
    "text of SEC08-BP04",
  ),
  seeds: ["F"],
  scope: "resource",
  targets: [
    ...kinds.bucket,
    ...kinds.bucketAcl,
    ...kinds.bucketPolicy,
    ...kinds.bucketObject,
    "aws:s3/accessPoint:AccessPoint",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
  ],
  remediate: {
    does: 'Sets `acl: "private"` in place of a public one. Never rewrites a policy, nor a grant.',
    *edits(resource) {
      if (PUBLIC_ACLS[resource.at("acl").string ?? ""] !== undefined) {
        yield set("acl", "private");
      }
    },
  },
  *check(resource) {
    const acl = resource.at("acl");
    const grantees = GRANTEES.flatMap((path) => valuesAt(resource.props, path));
    const documents = documentsOf(resource);
    if (acl.absent && grantees.length === 0 && documents.length === 0) {
      yield notApplicable("it has neither an ACL nor a policy");
      return;
    }
    yield* judgeAcl(acl);
    for (const grantee of grantees) {
      yield* judgeGrantee(grantee);
    }
    for (const document of documents) {
      yield* judgePolicy(document.value, resource);
    }
  },
});

function* judgeAcl(acl: Value): Generator<Yield> {
  const effect = PUBLIC_ACLS[acl.string ?? ""];
  if (effect !== undefined) {
    yield finding(acl, `With the ACL ${acl.show()} ${effect}. (Where the public access block is on, S3 refuses it.)`, {
      remediation:
        'Remove it, or set `acl: "private"`. To publish files, let CloudFront in, with an origin access control.',
    });
  } else if (acl.unknown) {
    yield undecided(acl, "the ACL is not known yet");
  }
}

function* judgeGrantee(uri: Value): Generator<Yield> {
  const whom = PUBLIC_GROUPS[uri.string ?? ""];
  if (whom !== undefined) {
    yield finding(
      uri,
      `The grant is for ${uri.show()}: ${whom}. (Where the public access block is on, S3 refuses it.)`,
      {
        remediation: "Remove the grant, or give it to the canonical user id of the account you mean.",
      },
    );
  } else if (uri.unknown) {
    yield undecided(uri, "whom the grant is for is not known yet");
  }
}

function* judgePolicy(value: Value, resource: Resource): Generator<Yield> {
  const document = readDocument(value);
  yield* undecidedFor(document?.open ?? []);
  for (const statement of document?.statements ?? []) {
    if (statement.effect === "Allow") {
      yield* judgeStatement(statement, document?.statements ?? [], resource);
    }
  }
}

function* judgeStatement(
  statement: Statement,
  all: PolicyDocument["statements"],
  resource: Resource,
): Generator<Yield> {
  const everyone = namesEveryone(statement);
  const limits = [narrowsCallers(statement.condition), deniedToStrangers(statement, all), privacyOf(resource)];
  if (everyone === "no" || limits.includes("yes")) {
    return;
  }
  const { actions, condition, principal, value } = statement;
  if (everyone === "unknown" || limits.includes("unknown")) {
    yield undecided(everyone === "unknown" ? principal : condition, "whom the statement lets in is not known yet");
    return;
  }
  const but = value.at("NotPrincipal");
  const what = listSome(actions.known.map(showElement), ACTIONS_SHOWN) || "what it does";
  const who = but.absent ? "Its principal is `*`: everyone" : "`NotPrincipal` lets in everyone but those it names";
  const how = condition.absent ? "" : ", and no part of its condition says who may ask";
  const of = kinds.bucketPolicy.some((type) => type === resource.type) ? "the bucket" : `"${resource.name}"`;
  yield finding(
    but.absent ? principal : but,
    `The statement allows ${what} on ${of} without asking who calls. ${who}${how}.`,
  );
}
