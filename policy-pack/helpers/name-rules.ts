/** What AWS takes as a name, and why it does not take one. */
import { kinds } from "../engine/kinds";
import { MASK, maskUnknown } from "../engine/made-up";

/** The form of the names of some types, from `policy-pack/data/name-rules.json` or stated here. */
export interface NameRule {
  /** Argument by type token. */
  readonly types: Readonly<Record<string, string>>;
  readonly min?: number;
  readonly max?: number;
  /** Of the whole name. */
  readonly pattern?: string;
  /** AWS's own words for it. */
  readonly words?: string;
  /** Forms it refuses all the same, and what to say of them. */
  readonly refused?: readonly (readonly [form: RegExp, reason: string])[];
  /** The argument that makes a queue or topic FIFO, whose names, and no others, end in `.fifo`. */
  readonly fifo?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKETS: NameRule = {
  types: Object.fromEntries(kinds.bucket.map((type) => [type, "bucket"])),
  min: 3,
  max: 63,
  pattern: "[a-z0-9][a-z0-9.-]*[a-z0-9]",
  words: "lowercase letters, numbers, periods (.), and hyphens (-), beginning and ending with a letter or number",
  refused: [
    [/\.\./, "it has two periods in a row"],
    [/^\d+\.\d+\.\d+\.\d+$/, "it has the form of an IP address"],
    [/^(?:xn--|sthree-|amzn-s3-demo-)/, "S3 keeps that beginning for itself"],
    [/(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/, "S3 keeps that ending for itself"],
  ],
};

/**
 * What neither the model nor a pattern says, by type.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html,
 * https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
const MORE: Readonly<Record<string, Pick<NameRule, "refused" | "fifo">>> = {
  "aws:kms/alias:Alias": {
    refused: [
      [/^(?!alias\/)/, "it does not begin with `alias/`"],
      [/^alias\/aws\//, "`alias/aws/` belongs to AWS's own keys"],
    ],
  },
  "aws:sqs/queue:Queue": { fifo: "fifoQueue" },
  "aws:sns/topic:Topic": { fifo: "fifoTopic" },
};

/**
 * Identifiers that AWS would store in lower case, but the provider refuses in any other
 * (https://github.com/hashicorp/terraform-provider-aws, `validIdentifier`, `validSubnetGroupName`).
 */
const LOWER_CASE: Readonly<Record<string, string>> = {
  "aws:rds/instance:Instance": "identifier",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/subnetGroup:SubnetGroup": "name",
  "aws:docdb/cluster:Cluster": "clusterIdentifier",
  "aws:docdb/clusterInstance:ClusterInstance": "identifier",
  "aws:neptune/cluster:Cluster": "clusterIdentifier",
};
const IN_LOWER_CASE = [/[A-Z]/, "the AWS provider takes lower case only"] as const;

let byType: ReadonlyMap<string, readonly NameRule[]> | undefined;

/** Every type whose names have a known form. */
export function typesWithNameRules(): readonly string[] {
  return [...rules().keys()];
}

/** The rules of a type, one by argument. */
export function nameRulesOf(type: string): readonly NameRule[] {
  return rules().get(type) ?? [];
}

function rules(): ReadonlyMap<string, readonly NameRule[]> {
  // Nobody needs them before the first resource comes.
  return (byType ??= read());
}

function read(): ReadonlyMap<string, readonly NameRule[]> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const data = require("../data/name-rules.json") as { readonly rules: readonly NameRule[] };
  const found = new Map<string, NameRule[]>();
  for (const rule of [BUCKETS, ...data.rules]) {
    for (const type of Object.keys(rule.types)) {
      const more = MORE[type] ?? {};
      const refused = [
        ...(rule.refused ?? []),
        ...(more.refused ?? []),
        ...(LOWER_CASE[type] === rule.types[type] ? [IN_LOWER_CASE] : []),
      ];
      found.set(type, [...(found.get(type) ?? []), { ...rule, ...more, refused }]);
    }
  }
  return found;
}

/** What may stand for a part of a name that nobody knows: nothing, something short, something long, what a rule demands. */
const ANYTHING = ["", "a", "0", "a1a1a1a1", "alias/a", "/a", "a.fifo", "default"];
/** The random suffix of an auto-name. */
const SUFFIX = ["1a2b3c4", "4c3b2a1"];

/** What is known of the name beside its text. */
export interface NameContext {
  /** Pulumi made the name, so that an unknown part is its suffix, and upper case may yet become lower. */
  readonly autoNamed: boolean;
  /** Whether it names a FIFO queue or topic; `undefined` when unknown. */
  readonly isFifo: boolean | undefined;
}

/**
 * Why AWS refuses a name; `undefined` when it takes it, or may. A name that is known in parts is refused only if nothing
 * that may stand in the other parts would help.
 */
export function whyRefused(rule: NameRule, name: string, context: NameContext): string | undefined {
  const parts = maskUnknown(name).split(MASK);
  const whole = parts.length === 1 ? [name] : (context.autoNamed ? SUFFIX : ANYTHING).map((each) => parts.join(each));
  const possible = context.autoNamed ? whole.flatMap((each) => [each, each.toLowerCase()]) : whole;
  const reasons = possible.map((each) => reasonFor(rule, each, context));
  return reasons.every((each) => each !== undefined) ? reasons[0] : undefined;
}

function reasonFor(rule: NameRule, name: string, { isFifo }: NameContext): string | undefined {
  const { min = 0, max = Infinity, pattern, words, refused = [] } = rule;
  if (name.length > max) {
    return `it has ${name.length} characters, and ${max} is the most`;
  }
  if (name.length < min) {
    return `it has ${name.length} characters, and ${min} is the least`;
  }
  const reason = refused.find(([form]) => form.test(name))?.[1];
  if (reason !== undefined) {
    return reason;
  }
  if (rule.fifo !== undefined && isFifo !== undefined && isFifo !== name.endsWith(".fifo")) {
    return isFifo
      ? `\`${rule.fifo}\` is true, and so it has to end in \`.fifo\``
      : `it ends in \`.fifo\`, and \`${rule.fifo}\` is not true`;
  }
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(name)) {
    return words === undefined ? `it has to match \`${pattern}\`` : `AWS wants "${words}"`;
  }
  return undefined;
}
