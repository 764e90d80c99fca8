import { s3AclEnabled } from "../../../policy-pack/rules/s3/s3-acl-enabled";
import { type Mode, ref, resource, type ResourceOptions, testRule, unknown } from "../../support";

import { check, cleanUp, program } from "../../preflight/support";

type Props = Readonly<Record<string, unknown>>;
const bucket = (props: Props = {}, type = "aws:s3/bucket:Bucket") => resource(type, "files", props);
const acl = (options: ResourceOptions = {}, type = "aws:s3/bucketAcl:BucketAcl", of: unknown = ref("files")) =>
  resource(type, "files-acl", { bucket: of, acl: "private" }, options);
const ownership = (objectOwnership: unknown = "BucketOwnerPreferred") =>
  resource("aws:s3/bucketOwnershipControls:BucketOwnershipControls", "ownership", {
    bucket: ref("files"),
    rule: { objectOwnership },
  });
const distribution = resource("aws:cloudfront/distribution:Distribution", "web", {
  loggingConfig: { bucket: ref("files", "bucketDomainName") },
});
/** After `up` the ACL exists, so S3 has accepted it. */
const modes: readonly Mode[] = ["preview", "offline"];

testRule(s3AclEnabled, {
  invalid: [
    {
      name: "an ACL of a bucket without ownership controls",
      resources: [bucket(), acl()],
      modes,
      findings: [{ resource: "files-acl", property: "bucket", message: "The bucket does not allow ACLs" }],
    },
    {
      name: "the same in the spelling of provider 6",
      resources: [bucket({}, "aws:s3/bucketV2:BucketV2"), acl({}, "aws:s3/bucketAclV2:BucketAclV2")],
      modes,
      findings: [{ resource: "files-acl", property: "bucket", message: "has no ownership controls" }],
    },
    {
      name: "ownership controls that disable ACLs",
      resources: [bucket(), ownership("BucketOwnerEnforced"), acl({ dependsOn: ["ownership"] })],
      modes,
      findings: [{ resource: "files-acl", property: "bucket", message: "controls that disable ACLs" }],
    },
    {
      name: "an ACL beside the controls it needs",
      resources: [bucket(), ownership(), acl()],
      modes,
      findings: [
        { resource: "files-acl", property: "bucket", message: 'does not depend on the ownership controls "ownership"' },
      ],
    },
    {
      name: "an inline ACL that lets others in",
      resources: [bucket({ acl: "public-read" })],
      modes,
      findings: [{ resource: "files", property: "acl", message: "InvalidBucketAclWithObjectOwnership" }],
    },
    {
      name: "inline grants",
      resources: [
        bucket({
          grants: [{ type: "Group", permissions: ["READ"], uri: "http://acs.amazonaws.com/groups/global/AllUsers" }],
        }),
      ],
      modes,
      findings: [{ resource: "files", property: "grants", message: "AccessControlListNotSupported" }],
    },
  ],
  valid: [
    { name: "an ACL after its controls", resources: [bucket(), ownership(), acl({ dependsOn: ["ownership"] })] },
    { name: "a private inline ACL, which S3 takes", resources: [bucket({ acl: "private" })] },
    { name: "no ACL", resources: [bucket()] },
    {
      name: "ownership nobody knows yet",
      resources: [bucket(), ownership(unknown), acl({ dependsOn: ["ownership"] })],
      modes,
      undecided: modes,
    },
    { name: "a bucket of another stack", resources: [bucket(), acl({}, undefined, "their-files")] },
    { name: "a bucket of CloudFront's logs, which another rule looks at", resources: [bucket(), acl(), distribution] },
  ],
});

describe("in the offline check", () => {
  afterAll(cleanUp);

  test("a bucket whose name the program gives is none that was there before", async () => {
    const directory = program({
      "index.js": `
        const { CustomResource } = require("@pulumi/pulumi");
        const make = (type, name, args) => new CustomResource(type, name, args);
        make("aws:s3/bucket:Bucket", "open", { bucket: "acme-open", acl: "public-read" });
        const files = make("aws:s3/bucket:Bucket", "files", { bucket: "acme-files" });
        make("aws:s3/bucketAcl:BucketAcl", "files-acl", { bucket: files.id, acl: "private" });
      `,
    });
    const { error, findings } = await check(directory, { rules: [s3AclEnabled] });
    expect(error).toBeNull();
    expect(findings.map(({ name, property }) => [name, property])).toEqual([
      ["open", "acl"],
      ["files-acl", "bucket"],
    ]);
  });
});
