/** KMS keys of the stack, and what is encrypted with them. */
import { kinds } from "../engine/kinds";
import type { Resource } from "../engine/resource";
import type { Link, Stack } from "../engine/stack";
import type { Value } from "../engine/value";
import { companionsOf, inline, settingsAt } from "./buckets";
import { segmentsOf } from "./values-at";

/** The key of the stack that a property names, also by an alias of the stack. */
export function keyAt(stack: Stack, resource: Resource, value: Value): Link {
  const text = value.string;
  const alias = text === undefined ? undefined : stack.ofKind(kinds.kmsAlias).find((each) => namesOf(each).has(text));
  return alias === undefined
    ? stack.link(resource, segmentsOf(value), kinds.kmsKey)
    : stack.link(alias, ["targetKeyId"], kinds.kmsKey);
}

function namesOf(alias: Resource): ReadonlySet<string> {
  return new Set(["name", "arn", "id"].flatMap((property) => alias.at(property).string ?? []));
}

const BUCKET_KEY = [
  ["rule", "rules"],
  ["applyServerSideEncryptionByDefault", "applyServerSideEncryptionByDefaults"],
  ["kmsMasterKeyId"],
];

/** The properties that name the key a queue, a topic or a bucket is encrypted with. */
export function keyPropertiesOf(
  stack: Stack,
  target: Resource,
): readonly { readonly resource: Resource; readonly value: Value }[] {
  if (!target.is(kinds.bucket)) {
    const value = target.at("kmsMasterKeyId");
    return value.absent || value.string === "" ? [] : [{ resource: target, value }];
  }
  const { sure } = companionsOf(stack, target, kinds.bucketEncryption);
  return sure.length > 0
    ? sure.flatMap((resource) => settingsAt(resource, resource.props, BUCKET_KEY))
    : inline(stack, target, "serverSideEncryptionConfiguration", "serverSideEncryptionConfigurations").flatMap((each) =>
        settingsAt(target, each, BUCKET_KEY),
      );
}

/** Whether a text names a key AWS manages for a service, whose policy nobody can change. */
export function isAwsManagedKey(text: string): boolean {
  return /(?:^|:)alias\/aws\/[^/]+$/.test(text);
}
