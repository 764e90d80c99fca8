import { ebsEncryption } from "../../../policy-pack/rules/ec2/ebs-encryption";
import { ref, resource, testRule, unknown } from "../../support";

const instance = (more: Record<string, unknown> = {}) =>
  resource("aws:ec2/instance:Instance", "web", { instanceType: "t3.micro", ...more });
const volume = (more: Record<string, unknown> = {}) =>
  resource("aws:ebs/volume:Volume", "data", { availabilityZone: "eu-west-1a", size: 10, ...more });
const template = (ebs: unknown) =>
  resource("aws:ec2/launchTemplate:LaunchTemplate", "template", {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }],
  });
const byDefault = (enabled: unknown) =>
  resource("aws:ebs/encryptionByDefault:EncryptionByDefault", "default", enabled === undefined ? {} : { enabled });
const COPY = "Who gets hold of a copy";

testRule(ebsEncryption, {
  invalid: [
    {
      name: "a volume that says nothing",
      resources: [volume()],
      findings: [
        {
          resource: "data",
          property: "encrypted",
          message: `Volume "data" is not encrypted. ${COPY}`,
          severity: "medium",
        },
      ],
    },
    {
      name: "a volume that says no",
      resources: [volume({ encrypted: false })],
      findings: [{ resource: "data", message: COPY }],
    },
    {
      name: "a launch template",
      resources: [template({ volumeSize: 20 })],
      findings: [
        {
          resource: "template",
          property: "blockDeviceMappings[0].ebs.encrypted",
          message: 'Launch template "template" has volumes that are not encrypted (`blockDeviceMappings[0].ebs`)',
        },
      ],
    },
    {
      name: "two of three devices of an instance: one finding",
      resources: [
        instance({
          rootBlockDevice: { volumeSize: 20 },
          ebsBlockDevices: [
            { deviceName: "/dev/sdf", encrypted: true },
            { deviceName: "/dev/sdg", encrypted: false },
          ],
        }),
      ],
      findings: [
        {
          resource: "web",
          property: "rootBlockDevice.encrypted",
          message: "(`rootBlockDevice` and `ebsBlockDevices[1]`)",
        },
      ],
    },
    {
      name: "an instance that does not describe its root volume",
      resources: [instance()],
      findings: [
        {
          resource: "web",
          property: "rootBlockDevice",
          message: "which is encrypted only if its image or the account's default says so",
        },
      ],
    },
    {
      name: "a launch configuration",
      resources: [
        resource("aws:ec2/launchConfiguration:LaunchConfiguration", "old", { rootBlockDevice: { encrypted: false } }),
      ],
      findings: [{ resource: "old", message: 'Launch configuration "old"' }],
    },
    {
      name: "the default switched off",
      resources: [byDefault(false), volume()],
      findings: [{ resource: "data", message: COPY }],
    },
    {
      name: "a launch template that describes no volume",
      resources: [resource("aws:ec2/launchTemplate:LaunchTemplate", "template", { instanceType: "t3.micro" })],
      findings: [
        {
          resource: "template",
          property: "blockDeviceMappings",
          message: 'Launch template "template" does not describe its root volume',
        },
      ],
    },
    {
      name: "a volume of a snapshot that is still to come",
      resources: [
        resource("aws:ebs/snapshot:Snapshot", "snapshot", { volumeId: "vol-0a1b2c3d4e5f60718" }),
        volume({ encrypted: false, snapshotId: ref("snapshot") }),
      ],
      findings: [{ resource: "data", message: COPY }],
    },
  ],
  valid: [
    { name: "an encrypted volume", resources: [volume({ encrypted: true })] },
    { name: "a launch template with an encrypted device, as text", resources: [template({ encrypted: "true" })] },
    {
      name: "an instance with an encrypted root volume",
      resources: [instance({ rootBlockDevice: { encrypted: true } })],
    },
    {
      name: "an instance made from a launch template",
      resources: [template({ encrypted: "true" }), instance({ launchTemplate: { id: ref("template") } })],
    },
    { name: "encrypted by default", resources: [byDefault(true), volume(), instance()], outcome: "notApplicable" },
    {
      name: "encrypted by default, which is the default",
      resources: [byDefault(undefined), volume()],
      outcome: "notApplicable",
    },
    {
      name: "an instance store",
      resources: [
        resource("aws:ec2/launchTemplate:LaunchTemplate", "template", {
          blockDeviceMappings: [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }],
        }),
      ],
    },
    {
      name: "from a snapshot, which decides",
      resources: [volume({ snapshotId: "snap-0123456789abcdef0" })],
      undecided: ["preview", "up", "offline"],
    },
    { name: "nobody knows", resources: [volume({ encrypted: unknown })], undecided: ["preview", "up", "offline"] },
  ],
  remediates: [
    {
      name: "a device of a launch template that says nothing, one that says no, one that is encrypted and one without EBS",
      resource: resource("aws:ec2/launchTemplate:LaunchTemplate", "template", {
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { volumeSize: 20 } },
          { deviceName: "/dev/sdf", ebs: { encrypted: "false" } },
          { deviceName: "/dev/sdg", ebs: { encrypted: "true" } },
          { deviceName: "/dev/sdh", virtualName: "ephemeral0" },
        ],
      }),
      becomes: {
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { volumeSize: 20, encrypted: "true" } },
          { deviceName: "/dev/sdf", ebs: { encrypted: "true" } },
          { deviceName: "/dev/sdg", ebs: { encrypted: "true" } },
          { deviceName: "/dev/sdh", virtualName: "ephemeral0" },
        ],
      },
    },
    { name: "a device from a snapshot", resource: template({ encrypted: "false", snapshotId: unknown }), becomes: {} },
    { name: "a switch nobody knows", resource: template({ encrypted: unknown }), becomes: {} },
    { name: "a volume, which would be replaced", resource: volume({ encrypted: false }), becomes: {} },
    {
      name: "an instance, which would be replaced",
      resource: instance({ rootBlockDevice: { encrypted: false } }),
      becomes: {},
    },
  ],
  remediated: ["a launch template"],
});
