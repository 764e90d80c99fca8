import { eksValid } from "../../../policy-pack/rules/eks/eks-valid";
import { ref, resource, testRule, unknown } from "../../support";

type Props = Readonly<Record<string, unknown>>;
const cluster = (props: Props = {}) => resource("aws:eks/cluster:Cluster", "shop", { version: "1.34", ...props });
const nodes = (props: Props = {}) =>
  resource("aws:eks/nodeGroup:NodeGroup", "nodes", { clusterName: ref("shop", "name"), ...props });
const addon = (addonName: string, addonVersion?: string) =>
  resource("aws:eks/addon:Addon", "addon", {
    clusterName: ref("shop", "name"),
    addonName,
    ...(addonVersion === undefined ? {} : { addonVersion }),
  });
const profile = (name: string, props: Props = {}) =>
  resource("aws:eks/fargateProfile:FargateProfile", name, { clusterName: ref("shop", "name"), ...props });
const template = (props: Props) => resource("aws:ec2/launchTemplate:LaunchTemplate", "template", props);
const fromTemplate = nodes({ launchTemplate: { id: ref("template"), version: ref("template", "latestVersion") } });
const IMAGE = "ami-0d71ea30463e0ff8d";
const subnet = (name: string, availabilityZone: string) =>
  resource("aws:ec2/subnet:Subnet", name, { availabilityZone });

testRule(eksValid, {
  invalid: [
    {
      name: "a version whose support ended",
      resources: [cluster({ version: "1.28" })],
      findings: [{ resource: "shop", property: "version", message: "no longer creates clusters of Kubernetes 1.28" }],
    },
    {
      name: "a patch version",
      resources: [cluster({ version: "1.34.1" })],
      findings: [{ resource: "shop", property: "version", message: "two numbers" }],
    },
    {
      name: "a cluster in one subnet",
      resources: [subnet("a", "eu-west-1a"), cluster({ vpcConfig: { subnetIds: [ref("a")] } })],
      findings: [{ resource: "shop", property: "vpcConfig.subnetIds", message: "has one subnet" }],
    },
    {
      name: "a cluster in one zone",
      resources: [
        subnet("a", "eu-west-1a"),
        subnet("b", "eu-west-1a"),
        cluster({ vpcConfig: { subnetIds: [ref("a"), ref("b")] } }),
      ],
      findings: [{ resource: "shop", property: "vpcConfig.subnetIds", message: "subnets of one zone" }],
    },
    {
      name: "a kube-proxy of the next version",
      resources: [cluster({ version: "1.33" }), addon("kube-proxy", "v1.34.0-eksbuild.1")],
      findings: [
        { resource: "addon", property: "addonVersion", message: 'newer than the cluster "shop", which is 1.33' },
      ],
    },
    {
      name: "Amazon Linux 2 on 1.33",
      resources: [cluster({ version: "1.33" }), nodes({ amiType: "AL2_x86_64" })],
      findings: [
        { resource: "nodes", property: "amiType", message: "no images of Amazon Linux 2 for Kubernetes 1.33" },
      ],
    },
    {
      name: "a Fargate profile with a name EKS keeps",
      resources: [cluster(), profile("system", { fargateProfileName: "eks-system" })],
      findings: [{ resource: "system", property: "fargateProfileName", message: "names that begin with `eks-`" }],
    },
    {
      name: "a Fargate profile that gets such a name from Pulumi",
      resources: [cluster(), profile("eks-system")],
      modes: ["preview", "offline"],
      findings: [{ resource: "eks-system", property: "fargateProfileName", message: "keeps names" }],
    },
    {
      name: "nodes of an image of one's own, whom nobody tells the cluster",
      resources: [cluster(), template({ imageId: IMAGE }), fromTemplate],
      findings: [{ resource: "nodes", property: "launchTemplate", message: "never join" }],
    },
  ],
  valid: [
    { name: "a Fargate profile of another name", resources: [cluster(), profile("system")] },
    {
      name: "eks elsewhere in the name",
      resources: [cluster(), profile("eks-system", { fargateProfileName: "my-eks" })],
    },
    {
      name: "a profile's name nobody knows",
      resources: [cluster(), profile("eks-system", { fargateProfileName: unknown })],
    },
    {
      name: "an image of one's own with what makes it join",
      resources: [cluster(), template({ imageId: IMAGE, userData: "IyEvYmluL2Jhc2g=" }), fromTemplate],
    },
    {
      name: "the same, with user data that is not known yet",
      resources: [cluster(), template({ imageId: IMAGE, userData: unknown }), fromTemplate],
    },
    { name: "EKS's own image", resources: [cluster(), template({ instanceType: "m7g.large" }), fromTemplate] },
    {
      name: "a template of an image for something else",
      resources: [cluster(), template({ imageId: IMAGE }), nodes({ launchTemplate: { id: "lt-0a1b2c3d4e5f60718" } })],
    },
    { name: "a version under support", resources: [cluster()] },
    { name: "a version later than this rule", resources: [cluster({ version: "1.99" })] },
    { name: "no version", resources: [cluster({ version: undefined })] },
    { name: "a version from elsewhere", resources: [cluster({ version: unknown })] },
    {
      name: "a cluster in two zones",
      resources: [
        subnet("a", "eu-west-1a"),
        subnet("b", "eu-west-1b"),
        cluster({ vpcConfig: { subnetIds: [ref("a"), ref("b")] } }),
      ],
    },
    { name: "subnets of another stack", resources: [cluster({ vpcConfig: { subnetIds: unknown } })] },
    {
      name: "a kube-proxy of the cluster's version",
      resources: [cluster(), addon("kube-proxy", "v1.34.0-eksbuild.1")],
    },
    { name: "an older kube-proxy", resources: [cluster(), addon("kube-proxy", "v1.33.2-eksbuild.1")] },
    {
      name: "an add-on with numbers of its own",
      resources: [cluster({ version: "1.33" }), addon("vpc-cni", "v1.99.0-eksbuild.1")],
    },
    { name: "Amazon Linux 2023", resources: [cluster(), nodes({ amiType: "AL2023_x86_64_STANDARD" })] },
    { name: "Amazon Linux 2 on 1.32", resources: [cluster({ version: "1.32" }), nodes({ amiType: "AL2_ARM_64" })] },
    { name: "a node group named eks-", resources: [cluster(), nodes({ nodeGroupName: "eks-general" })] },
  ],
});
