/** Whether a bucket policy turns plain HTTP away. */
import { MASK } from "../engine/made-up";
import type { Value } from "../engine/value";
import type { PolicyDocument } from "./document";
import { namesEveryone } from "./everyone";
import type { Statement } from "./statement";
import { admitsEverything } from "./wildcard";

/** What a policy does about plain HTTP. */
export interface TlsVerdict {
  /** `undefined` while a part that may decide it is unknown. */
  readonly only: boolean | undefined;
  /** A statement that tries, and what it leaves open. */
  readonly attempt?: { readonly statement: Statement; readonly gap: string };
}

/**
 * Judges a bucket's policy: a Deny, for everyone and every action, on the bucket and its objects, when
 * `aws:SecureTransport` is false
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-HTTP-HTTPS).
 * Bucket and objects may stand in two statements.
 */
export function turnsHttpAway(document: PolicyDocument): TlsVerdict {
  const attempts = document.statements.filter(
    ({ effect, condition }) => effect === "Deny" && isAboutHttp(condition) === "yes",
  );
  const reached = attempts.filter((statement) => gapOf(statement) === undefined).map(reachOf);
  const bucket = reached.some((each) => each.bucket);
  const objects = reached.some((each) => each.objects);
  if (bucket && objects) {
    return { only: true };
  }
  const mayBe = document.statements.some((each) => each.effect === "Deny" && isAboutHttp(each.condition) === "unknown");
  const isOpen = attempts.some(
    (each) => namesEveryone(each) === "unknown" || each.resources.open.length > 0 || each.actions.open.length > 0,
  );
  if (mayBe || isOpen || document.open.length > 0) {
    return { only: undefined };
  }
  const [statement] = attempts;
  if (statement === undefined) {
    return { only: false };
  }
  const gap =
    gapOf(statement) ??
    (objects
      ? "does not cover the bucket itself"
      : bucket
        ? "does not cover the objects"
        : "covers neither the bucket nor all objects");
  return { only: false, attempt: { statement, gap } };
}

/** Whether a condition holds for plain HTTP, in the spellings IAM takes. */
function isAboutHttp(condition: Value): "yes" | "no" | "unknown" {
  if (condition.unknown) {
    return "unknown";
  }
  let open = false;
  for (const [operator, test] of condition.entries) {
    const wanted = /^(?:Bool|String(?:Equals|EqualsIgnoreCase|Like))(?:IfExists)?$/i.test(operator)
      ? false
      : /^StringNot(?:Equals|EqualsIgnoreCase|Like)(?:IfExists)?$/i.test(operator)
        ? true
        : undefined;
    open ||= test.unknown;
    for (const [key, value] of test.entries) {
      if (key.toLowerCase() === "aws:securetransport") {
        if (value.items.some((each) => each.boolean === wanted)) {
          return "yes";
        }
        open ||= value.unknown;
      }
    }
  }
  return open ? "unknown" : "no";
}

/** Conditions beside it that only leave AWS's own services out, which use TLS. */
const HARMLESS = ["aws:securetransport", "aws:principalisawsservice", "aws:viaawsservice"];

/** What a statement about plain HTTP leaves open, its resources aside. */
function gapOf(statement: Statement): string | undefined {
  const { actions, condition, value } = statement;
  if (!value.at("NotPrincipal").absent || namesEveryone(statement) !== "yes") {
    return 'is not for everyone (`Principal: "*"`)';
  }
  if (!actions.known.some(({ text }) => admitsEverything(text) || text.toLowerCase() === "s3:*")) {
    return "is not for every action (`s3:*`)";
  }
  const others = condition.entries
    .flatMap(([, test]) => test.entries)
    .filter(([key]) => !HARMLESS.includes(key.toLowerCase()));
  return others.length === 0 ? undefined : `holds only when \`${others[0]?.[0] ?? ""}\` matches, too`;
}

/** Whether a statement covers the bucket itself, and all its objects. A policy can only be about its own bucket. */
function reachOf({ resources }: Statement): { readonly bucket: boolean; readonly objects: boolean } {
  const texts = resources.known.map(({ text }) => text);
  const isWhole = (text: string) => admitsEverything(text) || /^[^/]*\*$/.test(text);
  return {
    bucket: texts.some((text) => isWhole(text) || (!text.includes("/") && (text.includes(":::") || text === MASK))),
    objects: texts.some((text) => isWhole(text) || /^[^/]*\/\*$/.test(text)),
  };
}
