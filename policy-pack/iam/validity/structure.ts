/**
 * The frame of a document: version, the parts each kind of statement must and must not have, statement ids.
 *
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
import type { Value } from "../../engine/value";
import type { DocumentPlace } from "../places";
import { REFUSED, type DocumentFault } from "./fault";

const VERSION = "2012-10-17";
/** The older one, which is also meant when none is given (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html). */
const OLD_VERSION = "2008-10-17";
/** `${aws:username}`, not the `${AWS::Region}` of a template. */
const VARIABLE = /\$\{[A-Za-z][\w-]*:[^:}][^}]*\}/;

/** Types whose services demand `Principal` and `Resource` in every statement. */
const COMPLETE = /^aws:(?:s3\/(?:bucketPolicy|bucket|bucketV2)|sns\/topic(?:Policy)?|sqs\/queue(?:Policy)?|kms\/\w+):/;
const TOPIC = "aws:sns/";

export function* versionFaults(document: Value): Generator<DocumentFault> {
  const version = document.at("Version");
  const text = version.string;
  if (version.halfKnown) {
    return;
  }
  if (!version.absent && text !== VERSION && text !== OLD_VERSION) {
    yield {
      at: version,
      message: `\`Version\` is ${version.show()}: it is the date of the policy language, and no date of your own. ${REFUSED}.`,
      remediation: `Write \`Version: "${VERSION}"\`.`,
    };
  } else if (text !== VERSION && holdsVariable(document.at("Statement").raw)) {
    yield {
      at: version,
      message: `Only with \`Version: "${VERSION}"\` are policy variables replaced; as it is, \`\${aws:…}\` is plain text and matches nothing.`,
      remediation: `Write \`Version: "${VERSION}"\`.`,
    };
  }
}

function holdsVariable(raw: unknown): boolean {
  // Variables stand in `Resource` and in conditions; text of a Sid is no harm.
  return VARIABLE.test(JSON.stringify(raw));
}

/** Parts that one kind of statement must have, or must not. */
export function* partFaults(statement: Value, place: DocumentPlace): Generator<DocumentFault> {
  const has = (...names: readonly string[]) => names.find((name) => !statement.at(name).absent);
  const principal = has("Principal", "NotPrincipal");
  const resource = has("Resource", "NotResource");
  const missing = (name: string, remediation: string): DocumentFault => ({
    at: statement.at(name),
    message: `The statement has no \`${name}\`. ${REFUSED}.`,
    remediation,
  });
  const forbidden = (name: string, why: string): DocumentFault => ({
    at: statement.at(name),
    message: `${why} ${REFUSED}.`,
    remediation: `Leave \`${name}\` out.`,
  });
  // IoT and Identity Center read documents of their own; they are left alone.
  if (place.kind === "identity" && place.type.startsWith("aws:iam/")) {
    if (principal !== undefined) {
      yield forbidden(
        principal,
        "A policy of a role, user or group says what its holder may do, and names no principal.",
      );
    }
    if (resource === undefined) {
      yield missing("Resource", "Name the ARNs the statement is about.");
    }
  } else if (place.kind === "trust") {
    if (resource !== undefined) {
      yield forbidden(resource, "A trust policy is about its role alone, and names no resource.");
    }
    if (principal === undefined) {
      yield missing("Principal", 'Say who may assume the role: `Principal: { Service: "lambda.amazonaws.com" }`.');
    }
  } else if (place.kind === "resource" && COMPLETE.test(place.type)) {
    if (principal === undefined) {
      yield missing("Principal", "Say who is let in.");
    }
    if (resource === undefined) {
      yield missing("Resource", "Name the ARN of the resource the policy belongs to.");
    }
  }
}

/**
 * Statement ids: unique, in IAM of letters and digits only
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html). SNS wants every statement to
 * have one of its own (https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-special-information.html).
 */
export function* sidFaults(statements: readonly Value[], place: DocumentPlace): Generator<DocumentFault> {
  const inTopic = place.type.startsWith(TOPIC);
  const inIam = place.type.startsWith("aws:iam/");
  const seen = new Map<string, Value>();
  for (const sid of statements.map((statement) => statement.at("Sid"))) {
    const text = sid.string ?? "";
    if (sid.halfKnown || (text === "" && !inTopic)) {
      continue;
    }
    if (inIam && /[^A-Za-z0-9]/.test(text)) {
      yield {
        at: sid,
        message: `\`Sid\` is ${sid.show()}; IAM takes letters and digits only. ${REFUSED}.`,
        remediation: "Leave out spaces, dashes and underscores.",
      };
    }
    const before = seen.get(text);
    if (before === undefined) {
      seen.set(text, sid);
    } else if (inIam || inTopic) {
      const what =
        text === "" ? "has no `Sid`, like another one before it" : `has the same \`Sid\` as \`${before.path}\``;
      yield {
        at: sid,
        message: `The statement ${what}. ${inTopic ? "SNS refuses it: every statement must have an id of its own" : REFUSED}.`,
        remediation: "Give each statement a `Sid` of its own.",
      };
    }
  }
}
