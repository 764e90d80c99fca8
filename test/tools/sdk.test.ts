/** The generators that read the SDK, on a small one of known content. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readArguments } from "../../tools/sdk/arguments";
import { deprecationsOf, deprecationsOfProvider6 } from "../../tools/sdk/deprecations";
import { taggableTypes } from "../../tools/sdk/taggable";

const FILES: Readonly<Record<string, string>> = {
  "package.json": `{ "version": "6.1.0" }`,
  "types/input.d.ts": `export declare namespace s3 {
    interface Rule {
      /** @deprecated old_name is deprecated. Use filter instead */
      oldName?: pulumi.Input<string>;
      inner?: pulumi.Input<inputs.s3.Rule>;
      more?: pulumi.Input<pulumi.Input<inputs.s3.Plain>[]>;
    }
    interface Plain { name: pulumi.Input<string>; }
  }`,
  "s3/bucket.js": `Bucket.__pulumiType = 'aws:s3/bucket:Bucket';`,
  "s3/bucket.d.ts": `export declare class Bucket { readonly tagsAll: pulumi.Output<{}>; }
  export interface BucketArgs {
    logging?: pulumi.Input<string>;
    versionings?: pulumi.Input<string>;
    tags?: pulumi.Input<{ [key: string]: pulumi.Input<string>; }>;
  }`,
  "s3/bucketV2.js": `BucketV2.__pulumiType = 'aws:s3/bucketV2:BucketV2';
    pulumi.log.warn("BucketV2 is deprecated: aws.s3/bucketv2.BucketV2 has been deprecated in favor of aws.s3/bucket.Bucket");`,
  "s3/bucketV2.d.ts": `export declare class BucketV2 {}
  export interface BucketV2Args {
    /**
     * Where the logs go.
     *
     * @deprecated logging is deprecated. Use the aws.s3.BucketLogging
     * resource instead.
     */
    loggings?: pulumi.Input<string>;
    /** @deprecated region is deprecated. Use another. */
    region?: pulumi.Input<string>;
    rules?: pulumi.Input<pulumi.Input<inputs.s3.Rule>[]>;
    plain?: pulumi.Input<inputs.s3.Plain>;
    tags?: pulumi.Input<inputs.s3.Plain>;
  }`,
  "s3/getBucket.js": `pulumi.runtime.invoke("aws:s3/getBucket:getBucket")`,
  "s3/getBucket.d.ts": `export interface GetBucketArgs { /** @deprecated Not this one. */ name: string; }`,
};

let directory = "";
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "preflight-sdk-"));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(directory, file)), { recursive: true });
    writeFileSync(path.join(directory, file), text);
  }
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const BUCKET = "aws:s3/bucket:Bucket";
const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";

test("reads types, arguments and the objects inside them", () => {
  expect(deprecationsOf(readArguments(directory))).toEqual({
    types: { [BUCKET_V2]: "Use aws.s3.Bucket instead." },
    arguments: {
      [BUCKET_V2]: {
        loggings: "Use the aws.s3.BucketLogging resource instead.",
        "rules.oldName": "Use filter instead.",
      },
    },
  });
});

test("takes over what BucketV2 says to the legacy bucket of provider 6, singular or plural", () => {
  expect(deprecationsOfProvider6(readArguments(directory)).arguments[BUCKET]).toEqual({
    logging: "Use the aws.s3.BucketLogging resource instead.",
  });
});

test("says when it is given another SDK than provider 6", () => {
  const without = readArguments(directory, (token) => token === BUCKET);
  expect(() => deprecationsOfProvider6(without)).toThrow("is not a version 6");
  expect(() => readArguments(directory, () => false)).toThrow("declares no resources");
});

test("only what the provider merges its default tags into is taggable", () => {
  expect(taggableTypes(readArguments(directory))).toEqual([BUCKET]);
});
