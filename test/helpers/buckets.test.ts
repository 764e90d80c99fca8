import { kinds } from "../../policy-pack/engine/kinds";
import { Resource } from "../../policy-pack/engine/resource";
import { Stack } from "../../policy-pack/engine/stack";
import {
  companionsOf,
  declaredSettings,
  hasAcls,
  inlineAcls,
  isVersioned,
  isWritableByCloudFront,
  usesKms,
  type BucketAnswer,
} from "../../policy-pack/helpers/buckets";
import { interpolate, type Mode, namesOf, ref, resource, type ResourceLiteral, stackOf, unknown } from "../support";

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
const ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const ENCRYPTION_V2 = "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2";
const OWNERSHIP = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const ALL: readonly Mode[] = ["preview", "up", "offline"];
const LOG_DELIVERY = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";

const logs = (more: Readonly<Record<string, unknown>> = {}, type = BUCKET) => resource(type, "logs", more);
const other = resource(BUCKET, "other");
const either = interpolate`${ref("logs")}${ref("other")}`;
const rules = (...algorithms: readonly unknown[]) =>
  algorithms.map((sseAlgorithm) => ({ applyServerSideEncryptionByDefault: { sseAlgorithm } }));
const encryption = (name: string, all: unknown, bucket: unknown = ref("logs"), type = ENCRYPTION) =>
  resource(type, name, { bucket, rules: all });
const inline = (sseAlgorithm: unknown) => ({
  serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm } } },
});
const controls = (name: string, objectOwnership: unknown, bucket: unknown = ref("logs")) =>
  resource(OWNERSHIP, name, { bucket, rule: { objectOwnership } });

/** An answer with its settings as `resource: path`. */
function told({ holds, settings }: BucketAnswer) {
  return { holds, settings: settings.map((each) => `${each.resource.name}: ${each.value.path}`) };
}
function inEveryMode(
  literals: readonly ResourceLiteral[],
  ask: (stack: Stack, bucket: Resource) => BucketAnswer,
  modes: readonly Mode[] = ALL,
) {
  const answers = modes.map((mode) => {
    const { stack, find } = stackOf(mode, resource(BUCKET, "ballast", { forceDestroy: true }), ...literals);
    return told(ask(stack, find("logs")));
  });
  // After `up` the provider also read what S3 does by default; that is one more setting, and the same answer.
  expect(answers.map(({ holds }) => holds)).toEqual(modes.map(() => answers[0]?.holds));
  return answers[0];
}

const SEPARATE = "encryption: rules[0].applyServerSideEncryptionByDefault.sseAlgorithm";
const INLINE = "logs: serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm";

describe("a bucket uses KMS", () => {
  test.each<[string, ResourceLiteral[], boolean | undefined, string[]]>([
    ["separately", [logs(), encryption("encryption", rules("aws:kms"))], true, [SEPARATE]],
    ["in two layers", [logs(), encryption("encryption", rules("aws:kms:dsse"))], true, [SEPARATE]],
    [
      "in the V2 spelling",
      [logs({}, BUCKET_V2), encryption("encryption", rules("aws:kms"), ref("logs"), ENCRYPTION_V2)],
      true,
      [SEPARATE],
    ],
    ["inline", [logs(inline("aws:kms"))], true, [INLINE]],
    [
      "inline in lists",
      [
        logs(
          {
            serverSideEncryptionConfigurations: [
              { rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] },
            ],
          },
          BUCKET_V2,
        ),
      ],
      true,
      ["logs: serverSideEncryptionConfigurations[0].rules[0].applyServerSideEncryptionByDefaults[0].sseAlgorithm"],
    ],
    [
      "unless a separate configuration says otherwise",
      [logs(inline("aws:kms")), encryption("encryption", rules("AES256"))],
      false,
      [SEPARATE],
    ],
    ["not with SSE-S3", [logs(), encryption("encryption", rules("AES256"))], false, [SEPARATE]],
    ["not with a word that is no algorithm", [logs(), encryption("encryption", rules(7))], false, [SEPARATE]],
    [
      "not with a configuration that says nothing",
      [logs(), encryption("encryption", [{ bucketKeyEnabled: true }])],
      false,
      [],
    ],
    [
      "not because another bucket does",
      [logs(), other, encryption("encryption", rules("aws:kms"), ref("other"))],
      false,
      [],
    ],
    [
      "perhaps, while the algorithm is unknown",
      [logs(), encryption("encryption", rules(unknown))],
      undefined,
      [SEPARATE],
    ],
    [
      "perhaps, while the rules are unknown",
      [logs(), encryption("encryption", unknown)],
      undefined,
      ["encryption: rules"],
    ],
    [
      "perhaps, while the inline rules are unknown",
      [logs({ serverSideEncryptionConfiguration: unknown })],
      undefined,
      ["logs: serverSideEncryptionConfiguration"],
    ],
    [
      "perhaps, while a configuration may be any bucket's",
      [logs(), encryption("encryption", rules("aws:kms"), unknown)],
      undefined,
      [SEPARATE],
    ],
    [
      "perhaps, when two configurations contradict each other",
      [logs(), encryption("encryption", rules("aws:kms")), encryption("second", rules("AES256"))],
      undefined,
      [SEPARATE, "second: rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
    ],
    [
      "whatever the second configuration's bucket is, if that uses KMS too",
      [logs(), encryption("encryption", rules("aws:kms")), encryption("second", rules("aws:kms"), unknown)],
      true,
      [SEPARATE, "second: rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"],
    ],
  ])("%s", (_, literals, holds, settings) => {
    expect(inEveryMode(literals, usesKms)).toEqual({ holds, settings });
  });

  test("not while the provider only has not said yet what S3 does by default", () => {
    // Provider 7, first preview: what the program left out is unknown, and not listed among the program's properties.
    const bucket = new Resource({
      urn: "urn:logs",
      type: BUCKET,
      name: "logs",
      properties: () => ({ bucket: "acme", serverSideEncryptionConfiguration: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }),
      propertyDependencies: () => ({ bucket: [] }),
    });
    expect(told(usesKms(new Stack([bucket]), bucket))).toEqual({ holds: false, settings: [] });
  });

  test("when the provider read it from AWS", () => {
    const bucket = new Resource({
      urn: "urn:logs",
      type: BUCKET,
      name: "logs",
      properties: () => ({ bucket: "acme", ...inline("aws:kms") }),
      propertyDependencies: () => ({ bucket: [] }),
    });
    expect(told(usesKms(new Stack([bucket]), bucket))).toEqual({ holds: true, settings: [INLINE] });
  });
});

describe("a bucket has ACLs", () => {
  const AT = "controls: rule.objectOwnership";
  test.each<[string, ResourceLiteral[], boolean | undefined, string[]]>([
    ["with BucketOwnerPreferred", [logs(), controls("controls", "BucketOwnerPreferred")], true, [AT]],
    ["with ObjectWriter", [logs(), controls("controls", "ObjectWriter")], true, [AT]],
    ["not with BucketOwnerEnforced", [logs(), controls("controls", "BucketOwnerEnforced")], false, [AT]],
    ["not by default", [logs()], false, []],
    ["not because another bucket has", [logs(), other, controls("controls", "ObjectWriter", ref("other"))], false, []],
    ["perhaps, while the setting is unknown", [logs(), controls("controls", unknown)], undefined, [AT]],
    ["perhaps, while the bucket is unknown", [logs(), controls("controls", "ObjectWriter", unknown)], undefined, [AT]],
    [
      "not, whatever bucket forbids them once more",
      [logs(), controls("controls", "BucketOwnerEnforced", unknown)],
      false,
      [AT],
    ],
    [
      "perhaps, with controls that say nothing",
      [logs(), resource(OWNERSHIP, "controls", { bucket: ref("logs") })],
      undefined,
      [],
    ],
    [
      "perhaps, when two contradict each other",
      [logs(), controls("controls", "ObjectWriter"), controls("second", "BucketOwnerEnforced")],
      undefined,
      [AT, "second: rule.objectOwnership"],
    ],
  ])("%s", (_, literals, holds, settings) => {
    expect(inEveryMode(literals, hasAcls)).toEqual({ holds, settings });
  });

  test("perhaps, while the controls may be those of another bucket", () => {
    const literals = [logs(), other, controls("controls", "ObjectWriter", either)];
    expect(inEveryMode(literals, hasAcls, ["preview"])).toEqual({ holds: undefined, settings: [AT] });
  });
});

test("the companions of a bucket are told from those that only may be", () => {
  const acl = (name: string, bucket: unknown) => resource(ACL, name, { bucket, acl: "private" });
  const { stack, find } = stackOf(
    "preview",
    logs(),
    other,
    acl("mine", ref("logs")),
    acl("either", either),
    acl("any", unknown),
    acl("not-mine", ref("other")),
    acl("outside", "central-logs"),
  );
  const { sure, possible } = companionsOf(stack, find("logs"), kinds.bucketAcl);
  expect([namesOf(sure), namesOf(possible)]).toEqual([["mine"], ["any", "either"]]);
});

describe("the inline ACL of a bucket", () => {
  const inlineOf = (mode: Mode, more: Readonly<Record<string, unknown>>, type = BUCKET) => {
    const ballast = resource(BUCKET, "ballast", { forceDestroy: true });
    const { stack, find } = stackOf(mode, ballast, logs(more, type));
    return inlineAcls(stack, find("logs")).map((each) => each.path);
  };
  test.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ["is its canned ACL", { acl: "private" }, ["acl"]],
    ["is its grants", { grants: [{ type: "Group", permissions: ["READ"] }] }, ["grants"]],
    ["is there though it is unknown", { acl: unknown }, ["acl"]],
    ["is not there when empty", { acl: "", grants: [] }, []],
    ["is not what AWS does without one", {}, []],
  ])("%s", (_, more, expected) => {
    for (const mode of ALL) {
      expect([mode, inlineOf(mode, more), inlineOf(mode, more, BUCKET_V2)]).toEqual([mode, expected, expected]);
    }
  });
});

describe("what AWS says of a bucket's grants", () => {
  const grant = (id: string) => [{ id, type: "CanonicalUser", permissions: ["FULL_CONTROL"] }];
  const isWritable = (grants: unknown, listed: Readonly<Record<string, readonly string[]>> = { bucket: [] }) => {
    const bucket = new Resource({
      urn: "urn:logs",
      type: BUCKET,
      name: "logs",
      properties: () => ({ bucket: "acme", grants }),
      propertyDependencies: () => listed,
    });
    return isWritableByCloudFront(new Stack([bucket]), bucket);
  };
  test.each<[string, unknown, boolean]>([
    ["the log delivery account", [...grant("owner"), ...grant(LOG_DELIVERY)], true],
    ["that of the China partition", grant("a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56"), true],
    ["only the owner", grant("owner"), false],
    ["nobody", [], false],
    ["not known yet", "04da6b54-80e4-46f7-96ec-b56ff0331ba9", false],
  ])("%s", (_, grants, expected) => {
    expect(isWritable(grants)).toBe(expected);
  });

  test("is not what the program wants them to be", () => {
    expect(isWritable(grant(LOG_DELIVERY), { bucket: [], grants: [] })).toBe(false);
  });
});

describe("a bucket is versioned", () => {
  const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
  const versioning = (status: unknown, bucket: unknown = ref("logs")) =>
    resource(VERSIONING, "versioning", { bucket, versioningConfiguration: { status } });
  test.each<[string, ResourceLiteral[], boolean | undefined, string[]]>([
    ["by a resource of its own", [logs(), versioning("Enabled")], true, ["versioning: versioningConfiguration.status"]],
    ["inline", [logs({ versioning: { enabled: true } })], true, ["logs: versioning.enabled"]],
    [
      "inline in a list",
      [logs({ versionings: [{ enabled: "true" }] }, BUCKET_V2)],
      true,
      ["logs: versionings[0].enabled"],
    ],
    ["with Object Lock", [logs({ objectLockEnabled: true })], true, []],
    ["not by default", [logs()], false, []],
    ["not while suspended", [logs(), versioning("Suspended")], false, ["versioning: versioningConfiguration.status"]],
    [
      "not when a separate resource says otherwise",
      [logs({ versioning: { enabled: true } }), versioning("Suspended")],
      false,
      ["versioning: versioningConfiguration.status"],
    ],
    [
      "perhaps, while the status is unknown",
      [logs(), versioning(unknown)],
      undefined,
      ["versioning: versioningConfiguration.status"],
    ],
    [
      "perhaps, while the bucket is unknown",
      [logs(), versioning("Enabled", unknown)],
      undefined,
      ["versioning: versioningConfiguration.status"],
    ],
    ["perhaps, while Object Lock is unknown", [logs({ objectLockEnabled: unknown })], undefined, []],
  ])("%s", (_, literals, holds, settings) => {
    for (const mode of ALL) {
      const { stack, find } = stackOf(mode, resource(BUCKET, "ballast", { forceDestroy: true }), ...literals);
      const answer = isVersioned(stack, find("logs"));
      const declared = declaredSettings(stack, answer.settings);
      // What the provider read back from AWS after `up` is a setting too, and none of the program's.
      expect({ mode, ...told({ holds: answer.holds, settings: declared }) }).toEqual({ mode, holds, settings });
    }
  });
});
