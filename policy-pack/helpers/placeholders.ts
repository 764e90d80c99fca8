/** What people copy out of documentation, and mean to replace. */
import { MADE_UP_ACCOUNT } from "../engine/made-up";
import type { Text } from "./texts";

/** A placeholder in a text of a resource. */
export interface Placeholder {
  /** The placeholder itself. */
  readonly shown: string;
  /** What it is, with an article: `an account id of AWS's documentation`. */
  readonly what: string;
}

/** The first placeholder of a text, except in prose, which may name examples. */
export function placeholderIn(given: Text): Placeholder | undefined {
  if (isProse(given)) {
    return undefined;
  }
  // Made-up parts are left in: none of them looks counted up.
  const { text, name } = given;
  return accountIn(text, name) ?? idIn(text, name) ?? arnPartIn(text) ?? wordIn(given);
}

/** For `textsIn`: whether a text may hold a placeholder. */
export function mayBePlaceholder(text: string): boolean {
  return /\d{12}|-[0-9a-fx]{8}|EXAMPLE|\bregion\b|account|acm:|your|replace|change|insert|todo|fixme|[<@]/i.test(text);
}

function isProse({ path, name, form }: Text): boolean {
  return form !== "value" || /^(?:tags|tagsAll|labels)\b/.test(path) || /description|comment|^sid$|summary/i.test(name);
}

/**
 * Account ids of AWS's documentation: one digit, three digits four times each (111122223333), or counted up. Not
 * twelve zeros: LocalStack has that account, and the offline check makes it up.
 */
const SAMPLE_ACCOUNT =
  /^(?:([1-9])\1{11}|(\d)\2{3}(\d)\3{3}(\d)\4{3}|123456789012|012345678901|987654321098|123456789123)$/;

/** An account id where accounts stand: in an ARN, an image registry, a queue's URL. */
const ACCOUNT_PLACES: readonly RegExp[] = [
  /\barn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/g,
  /\b(\d{12})\.dkr\.ecr\./g,
  /\bsqs[.-][\w.-]+\/(\d{12})\//g,
];

function accountIn(text: string, name: string): Placeholder | undefined {
  const found = ACCOUNT_PLACES.flatMap((place) => [...text.matchAll(place)].map((match) => match[1] ?? ""));
  if (/^\d{12}$/.test(text) && /account|owner|^aws$|principal|member|userId/i.test(name)) {
    found.push(text);
  }
  const shown = found.find((each) => each !== MADE_UP_ACCOUNT && SAMPLE_ACCOUNT.test(each));
  return shown === undefined ? undefined : { shown, what: "an account id of AWS's documentation" };
}

/** Resource ids of EC2 and its like, with 8 or 17 digits, or with what stands for digits. */
const ID =
  /\b(?:acl|ami|cgw|dopt|eigw|eipalloc|eipassoc|eni|fs|fsap|i|igw|lt|nat|pcx|pl|r|rtb|sg|sgr|snap|subnet|tgw|vgw|vol|vpc|vpce|vpn)-([0-9a-f]{8}(?:[0-9a-f]{9})?|[xX]{3,17}|[0-9a-f]*EXAMPLE\w*)(?![\w-])/g;
const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-(?:[0-9a-f]{12}|EXAMPLE\w*)\b|\bx{8}(?:-x{4}){3}-x{12}\b/gi;

/** The KMS key of AWS's documentation (https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html). */
const SAMPLE_KEY = "1234abcd-12ab-34cd-56ef-1234567890ab";

/**
 * Images that tutorials, and what learnt from them, name in place of the reader's own. This one lay in us-east-2 in 2018
 * (Y. Brikman, "Terraform: Up & Running", 2nd edition); elsewhere EC2 answers `InvalidAMIID.NotFound`.
 */
const TUTORIAL_IMAGES: readonly string[] = ["ami-0c55b159cbfafe1f0"];

function idIn(text: string, name: string): Placeholder | undefined {
  for (const [shown, digits = ""] of text.matchAll(ID)) {
    if (TUTORIAL_IMAGES.includes(shown)) {
      return { shown, what: "the image of many tutorials, which is years old and in one region only" };
    }
    if (!/^[0-9a-f]+$/.test(digits) || isTypedOff(digits)) {
      return { shown, what: "a made-up id" };
    }
  }
  if (/\barn:/.test(text) || /arn$|id$|key$/i.test(name)) {
    for (const [shown] of text.matchAll(UUID)) {
      const groups = shown.toLowerCase().split("-");
      if (shown === SAMPLE_KEY || groups.some((group) => /[^0-9a-f]/.test(group)) || groups.every(isTypedOff)) {
        return { shown, what: "a made-up id" };
      }
    }
  }
  return undefined;
}

/** Counted up: digits, then letters, or the other way round, from any start. */
const COUNTED = ["0123456789abcdef", "1234567890abcdef", "1234567890"].map((cycle) => cycle.repeat(3));
/** Runs that people put together: `abcd1234`. */
const RUN = /^(?:0?123(?:4(?:5(?:6(?:7(?:890?)?)?)?)?)?|abc(?:d(?:ef?)?)?)+$/;

/** Whether hexadecimal digits are not random: one digit, two in blocks of four, or counted up. */
function isTypedOff(digits: string): boolean {
  const counted = digits.replace(/^0(?=[1a])/, "");
  return (
    /^(.)\1*$/.test(digits) ||
    /^(.)\1{3}(.)\2{3}$/.test(digits) ||
    COUNTED.some((cycle) => cycle.includes(counted)) ||
    RUN.test(digits)
  );
}

const CERTIFICATE = /\barn:[\w-]+:acm:[\w-]*:\w*:certificate\/([^/\s"]*)/;

/** Words where an ARN has a region or an account, and certificates that are called something. */
function arnPartIn(text: string): Placeholder | undefined {
  const words =
    /\barn:[\w-]+:[\w-]+:(?:(?:your-?|aws-?)?region|[\w-]*:(?:(?:your|my)?[-_]?(?:aws)?[-_]?account(?:[-_]?id)?|acc(?:oun)?t)):/i.exec(
      text,
    )?.[0];
  if (words !== undefined) {
    return { shown: words, what: "the beginning of an ARN in which words stand for the region or the account" };
  }
  const [shown, id = ""] = CERTIFICATE.exec(text) ?? [];
  // ACM's ids are UUIDs (https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html).
  return shown !== undefined && /^[a-z][a-z_-]*$/i.test(id)
    ? { shown, what: "the ARN of a certificate without its id" }
    : undefined;
}

/** What `your-…` ends in where it stands for something of the reader's. */
const YOURS =
  "account-?id|ami|arn|bucket|cert(?:ificate)?|cluster|company|cidr|db|domain|e?mail|endpoint|function|host|" +
  "hosted-zone|id|image|ip|key|key-?pair|name|org(?:anization)?|password|project|queue|region|registry|repo(?:sitory)?|" +
  "role|secret|subnet|table|token|topic|url|user(?:name)?|vpc|zone";
const WORDS: readonly RegExp[] = [
  /<(?:your|my|insert|replace|enter|add)[-_ ][\w .-]{2,40}>|<(?:aws[-_ ])?(?:account|bucket|key|region|subnet|vpc|zone)[-_ ](?:id|name|arn)>/i,
  new RegExp(`(?<![\\w-])your[-_](?:[a-z0-9]+[-_])*(?:${YOURS})(?:[-_](?:arn|id|name|here))?(?![\\w-])`, "i"),
  /(?<![A-Za-z0-9])(?:(?:REPLACE|CHANGE)[-_ ]?(?:ME|THIS)|INSERT[-_ ][A-Z_ -]+[-_ ]HERE)(?![A-Za-z0-9])/i,
];

/** Values that somebody sets by hand once the resource exists, a usual way to keep them out of the program. */
const SET_LATER = /^(?:secretString|value|insecureValue|\w*password|secretBinary)$/i;

function wordIn({ text, path, name, secret }: Text): Placeholder | undefined {
  const isWord = !/\s/.test(text) || text.startsWith("<");
  if (!isWord || secret || SET_LATER.test(name) || /^(?:secretString|value)\b/.test(path)) {
    return undefined;
  }
  const shown = WORDS.map((words) => words.exec(text)?.[0]).find((each) => each !== undefined);
  return shown === undefined ? undefined : { shown, what: "a placeholder" };
}

/**
 * Whether a domain, or the domain of an e-mail address, is reserved for examples: nobody can own it
 * (https://www.rfc-editor.org/rfc/rfc2606).
 */
export function isExampleDomain(domain: string): boolean {
  return /(?:^|[.@])(?:example\.(?:com|net|org)|[\w-]+\.(?:example|invalid))\.?$/i.test(domain);
}
