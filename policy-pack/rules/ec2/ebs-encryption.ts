import { kinds } from "../../engine/kinds";
import { set } from "../../engine/remediation";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import type { Answer } from "../../iam/answer";
import { isDeclared } from "../../helpers/declared";
import { LAUNCHING, launchLabel, templateOf } from "../../helpers/launching";
import { listed } from "../../helpers/words";

const READABLE = "Who gets hold of a copy of it, through a shared snapshot for one, can read it";

export const ebsEncryption = defineRule({
  id: "ebs-encryption",
  title: "EBS volumes are encrypted",
  rationale: `${READABLE}. Encryption costs nothing, and cannot be switched on later: the volume has to be made anew.`,
  remediation:
    "`encrypted: true` on the volume or block device, `rootBlockDevice` included; or `new aws.ebs.EncryptionByDefault(name, " +
    "{ enabled: true })` for the whole account and region.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub EC2.3",
    "Security Hub EC2.7",
    "Security Hub EC2.181",
    "Prowler ec2_ebs_volume_encryption",
    "Powerpipe ebs_attached_volume_encryption_enabled",
  ),
  seeds: ["F"],
  scope: "stack",
  targets: [...LAUNCHING, ...kinds.ebsVolume],
  remediate: {
    does: 'Sets `encrypted: "true"` on the block devices of launch templates. A volume or an instance would be replaced.',
    targets: () => kinds.launchTemplate,
    *edits(template) {
      for (const mapping of template.at("blockDeviceMappings").items) {
        const ebs = mapping.at("ebs");
        // With a snapshot the provider takes no `encrypted`: the snapshot decides.
        if (!ebs.absent && ebs.at("encrypted").boolean !== true && ebs.at("snapshotId").absent) {
          yield set(ebs.at("encrypted"), "true");
        }
      }
    },
  },
  *check(resource, { stack }) {
    if (stack.derive(isDefault) === "yes") {
      yield notApplicable("the stack switches encryption on for all new volumes of the account and region");
      return;
    }
    const wrong: Value[] = [];
    const open: Value[] = [];
    for (const volume of volumesOf(stack, resource)) {
      const { encrypted, snapshot } = volume;
      if (encrypted.boolean === true) {
        continue;
      }
      // Encryption by default may be unknown, and what is made from a snapshot is encrypted if that is.
      const isOpen =
        encrypted.unknown || (encrypted.absent && !snapshot.absent) || stack.derive(isDefault) === "unknown";
      (isOpen ? open : wrong).push(encrypted);
    }
    if (wrong.length > 0) {
      yield offence(resource, wrong);
    } else if (open[0] !== undefined) {
      yield undecided(open[0], "whether the volume is encrypted is not known yet");
    } else {
      yield* checkRoot(stack, resource);
    }
  },
});

function offence(resource: Resource, wrong: readonly Value[]) {
  const [first] = wrong;
  if (kinds.ebsVolume.some((type) => type === resource.type)) {
    return finding(first ?? "", `Volume "${resource.name}" is not encrypted. ${READABLE}.`);
  }
  const paths = wrong.map(({ path }) => path.replace(/\.encrypted$|^encrypted$/, ""));
  return finding(
    first ?? "",
    `${launchLabel(resource)} has volumes that are not encrypted (${listed(paths)}). ${READABLE}.`,
  );
}

interface Volume {
  readonly encrypted: Value;
  readonly snapshot: Value;
}

const DEVICES = ["rootBlockDevice", "ebsBlockDevices"];

/** The volumes a program describes. */
function volumesOf(stack: Stack, resource: Resource): readonly Volume[] {
  const volume = (from: Value): Volume => ({ encrypted: from.at("encrypted"), snapshot: from.at("snapshotId") });
  if (kinds.ebsVolume.some((type) => type === resource.type)) {
    const own = volume(resource.props);
    const snapshot = isDeclared(stack, resource, "snapshotId") ? own.snapshot : new Value(undefined, own.snapshot.path);
    // What the provider read back is what holds.
    return own.encrypted.unknown && !isDeclared(stack, resource, "encrypted")
      ? [{ encrypted: new Value(undefined, own.encrypted.path), snapshot }]
      : [{ ...own, snapshot }];
  }
  if (kinds.launchTemplate.some((type) => type === resource.type)) {
    return resource
      .at("blockDeviceMappings")
      .items.map((mapping) => mapping.at("ebs"))
      .filter((ebs) => !ebs.absent)
      .map(volume);
  }
  return DEVICES.filter((name) => isDeclared(stack, resource, name)).flatMap((name) => {
    const devices = resource.at(name);
    return devices.unknown ? [volume(devices)] : devices.items.map(volume);
  });
}

/** An instance always has a root volume, described or not. */
function* checkRoot(stack: Stack, resource: Resource): Generator<Yield> {
  const property = kinds.launchTemplate.some((type) => type === resource.type)
    ? "blockDeviceMappings"
    : "rootBlockDevice";
  const root = resource.at(property);
  const isDescribed = isDeclared(stack, resource, property) && (root.unknown || root.items.length > 0);
  if (kinds.ebsVolume.some((type) => type === resource.type) || isDescribed || root.at("encrypted").boolean === true) {
    return;
  }
  if (templateOf(stack, resource) !== undefined) {
    yield notApplicable("its launch template describes its volumes");
  } else if (stack.derive(isDefault) === "unknown") {
    yield undecided(property, "whether volumes are encrypted by default is not known yet");
  } else {
    yield finding(
      property,
      `${launchLabel(resource)} does not describe its root volume, which is encrypted only if its image or the account's default says so. ${READABLE}.`,
    );
  }
}

/** Whether the stack switches encryption by default on. The provider's own default is `true`. */
function isDefault(stack: Stack): Answer {
  const answers = stack.ofKind(kinds.ebsEncryptionByDefault).map((each) => each.at("enabled"));
  if (answers.some((enabled) => enabled.absent || enabled.boolean === true)) {
    return "yes";
  }
  return answers.some((enabled) => enabled.unknown) ? "unknown" : "no";
}
