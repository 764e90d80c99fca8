import { kinds, type Kind } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import { checkedBy } from "../../frameworks/references";
import { checksByKind } from "../../helpers/checks-by-kind";
import { declaredAt } from "../../helpers/declared";
import { templateOf } from "../../helpers/launching";
import { lackOfZones } from "../../helpers/placement";

const ADDON: Kind = ["aws:eks/addon:Addon"];
const FARGATE_PROFILE: Kind = ["aws:eks/fargateProfile:FargateProfile"];

/**
 * The oldest Kubernetes version EKS still creates clusters of: extended support of 1.30 ended on 23 July 2026
 * (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, https://endoflife.date/amazon-eks; read in
 * November 2026). It only ever rises, so an old number here misses failures and invents none.
 */
const OLDEST_MINOR = 31;
/** The last one with images of Amazon Linux 2 (https://docs.aws.amazon.com/eks/latest/userguide/eks-ami-deprecation-faqs.html). */
const LAST_MINOR_OF_AL2 = 32;

export const eksValid = defineRule({
  id: "eks-valid",
  title: "EKS accepts the versions, subnets, images and names of clusters, node groups, profiles and add-ons",
  rationale:
    "EKS ends each Kubernetes version 26 months after its release and creates no cluster of it from then on. It places a control " +
    "plane in two zones, and pairs add-ons and node images with the cluster's version. A preview checks none of that.",
  remediation: "Change the setting as the message says.",
  severity: "high",
  enforcement: "mandatory",
  family: "blocker",
  frameworks: checkedBy("Security Hub EKS.2"),
  seeds: ["F"],
  scope: "stack",
  ...checksByKind(
    [kinds.kubernetesCluster, clusterVersion, zones],
    [kinds.kubernetesNodeGroup, nodeImage, ownImage],
    [ADDON, kubeProxy],
    [FARGATE_PROFILE, reservedName],
  ),
});

function* clusterVersion(cluster: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const version = declaredAt(stack, cluster, "version");
  if (version.string === undefined || version.halfKnown) {
    return;
  }
  const minor = minorOf(version.string);
  if (!/^1\.\d+$/.test(version.string)) {
    yield finding(version, `\`version: ${version.show()}\` is not of the form EKS takes: two numbers.`, {
      remediation: 'Write it like `"1.34"`.',
    });
  } else if (minor !== undefined && minor < OLDEST_MINOR) {
    yield finding(
      version,
      `EKS no longer creates clusters of Kubernetes ${version.string}: its extended support has ended. (A cluster that exists was upgraded.)`,
      { remediation: "Take a version under standard support; `aws eks describe-cluster-versions` lists them." },
    );
  }
}

function* zones(cluster: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const ids = cluster.at("vpcConfig", "subnetIds");
  const lack = lackOfZones(stack, cluster, ids.path);
  if (lack !== undefined) {
    // https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
    yield finding(
      ids,
      `\`${ids.path}\` has ${lack}. EKS answers \`Subnets specified must be in at least two different AZs\`.`,
      { remediation: "Give it subnets in two zones. Node groups may still use one of them." },
    );
  }
}

/** The version of the cluster a resource belongs to. */
function clusterMinor(stack: Stack, resource: Resource): { minor: number | undefined; cluster: Resource } | undefined {
  const { targets, certain } = stack.link(resource, ["clusterName"], kinds.kubernetesCluster);
  const [cluster] = targets;
  return cluster === undefined || !certain
    ? undefined
    : { minor: minorOf(declaredAt(stack, cluster, "version").string), cluster };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/managing-kube-proxy.html: never newer than the control plane. */
function* kubeProxy(addon: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const version = declaredAt(stack, addon, "addonVersion");
  const own = minorOf(version.string);
  const of = addon.at("addonName").string === "kube-proxy" ? clusterMinor(stack, addon) : undefined;
  if (own !== undefined && of?.minor !== undefined && own > of.minor) {
    yield finding(
      version,
      `\`addonVersion: ${version.show()}\`: this kube-proxy is newer than the cluster "${of.cluster.name}", which is 1.${of.minor}. EKS answers \`Addon version specified is not supported\`.`,
      { remediation: "Leave `addonVersion` out: EKS then takes the default of the cluster's version." },
    );
  }
}

function* nodeImage(group: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const image = declaredAt(stack, group, "amiType");
  const minor = minorOf(declaredAt(stack, group, "version").string) ?? clusterMinor(stack, group)?.minor;
  if (image.string?.startsWith("AL2_") === true && minor !== undefined && minor > LAST_MINOR_OF_AL2) {
    yield finding(
      image,
      `\`amiType: ${image.show()}\`: there are no images of Amazon Linux 2 for Kubernetes 1.${minor}. The last version with them is 1.${LAST_MINOR_OF_AL2}.`,
      { remediation: "Take `AL2023_x86_64_STANDARD` or `AL2023_ARM_64_STANDARD`, or Bottlerocket." },
    );
  }
}

/**
 * To an image it did not choose EKS adds no user data, so the template has to say how a node joins
 * (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-custom-ami).
 */
function* ownImage(group: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const link = templateOf(stack, group);
  const [template] = link?.certain === true ? link.targets : [];
  if (template === undefined) {
    return;
  }
  const image = declaredAt(stack, template, "imageId");
  if (!image.absent && image.string !== "" && template.at("userData").absent) {
    yield finding(
      "launchTemplate",
      `Launch template "${template.name}" names an image of its own (${image.show()}) and has no user data, and EKS adds none to an image it did ` +
        "not choose: the nodes know neither cluster nor endpoint and never join (`NodeCreationFailure`).",
      {
        remediation:
          "Leave `imageId` out of the template and set `amiType` on the node group, for example `BOTTLEROCKET_x86_64`; or add the user data that makes a node join.",
      },
    );
  }
}

/** https://github.com/pulumi/pulumi-eks/issues/426 quotes EKS. Pulumi's own name begins with the resource's. */
function* reservedName(profile: Resource): Generator<Yield> {
  const name = profile.at("fargateProfileName");
  const text = name.absent ? profile.name : name.string;
  if (text?.startsWith("eks-") === true) {
    yield finding(
      name,
      `EKS keeps names that begin with \`eks-\` for itself and refuses "${text}" (\`The fargate profile name starts with the reserved prefix: 'eks-'\`).`,
      { remediation: "Begin the name with something else: `fargate-`, or what the pods are." },
    );
  }
}

/** The 28 of `1.28`, `v1.28.2-eksbuild.2`. */
function minorOf(version: string | undefined): number | undefined {
  const minor = /^v?1\.(\d+)/.exec(version ?? "")?.[1];
  return minor === undefined ? undefined : Number(minor);
}
