/** Lambda, containers, Auto Scaling, load balancers. */
import { spelled, type Form, type Forms, type Maker } from "../maker";
import { LOAD_BALANCER_ZONES } from "../regions";

const func: Form = (make) => {
  const name = make.physical();
  const arn = make.arn("lambda", `function:${name}`);
  const version = make.inputs.publish === true ? "1" : "$LATEST";
  return {
    id: name,
    name,
    arn,
    invokeArn: invokeArn(make, arn),
    qualifiedArn: `${arn}:${version}`,
    qualifiedInvokeArn: invokeArn(make, `${arn}:${version}`),
    responseStreamingInvokeArn: invokeArn(make, arn).replace("/invocations", "/response-streaming-invocations"),
    version,
    lastModified: "2020-01-01T00:00:00.000+0000",
    signingJobArn: "",
    signingProfileVersionArn: "",
    sourceCodeSize: 1,
  };
};

/** What API Gateway integrates with (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html). */
function invokeArn(make: Maker, arn: string): string {
  return `arn:${make.partition}:apigateway:${make.region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/** The name of a function given by name or ARN. */
function functionName(make: Maker, property: string): string {
  const given = make.text(property) ?? make.named("function-");
  return given.startsWith("arn:") ? (given.split(":")[6] ?? given) : given;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-authentication.html */
const loadBalancer: Form = (make) => {
  const name = make.physical();
  const kind = { network: "net", gateway: "gwy" }[make.text("loadBalancerType") ?? ""] ?? "app";
  const arnSuffix = `${kind}/${name}/${make.hex(16)}`;
  const prefix = make.inputs.internal === true ? "internal-" : "";
  const number = make.hex(10, "dns");
  const dnsName =
    kind === "app"
      ? `${prefix}${name}-${number}.${make.region}.elb.amazonaws.com`
      : `${name}-${make.hex(16)}.elb.${make.region}.amazonaws.com`;
  return {
    id: make.arn("elasticloadbalancing", `loadbalancer/${arnSuffix}`),
    arn: make.arn("elasticloadbalancing", `loadbalancer/${arnSuffix}`),
    arnSuffix,
    name,
    dnsName,
    vpcId: make.id("vpc"),
    zoneId: zoneOf(make, kind === "app" ? "app" : "net"),
  };
};

function zoneOf(make: Maker, kind: "app" | "net"): string {
  return LOAD_BALANCER_ZONES[make.region]?.[kind] ?? `Z${make.upper(13, "elb-zone")}`;
}

const classicLoadBalancer: Form = (make) => {
  const name = make.physical();
  return {
    id: name,
    name,
    arn: make.arn("elasticloadbalancing", `loadbalancer/${name}`),
    dnsName: `${name}-${make.hex(10, "dns")}.${make.region}.elb.amazonaws.com`,
    sourceSecurityGroupId: make.id("sg"),
    zoneId: zoneOf(make, "app"),
  };
};

const targetGroup: Form = (make) => {
  const name = make.physical();
  const arnSuffix = `targetgroup/${name}/${make.hex(16)}`;
  const arn = make.arn("elasticloadbalancing", arnSuffix);
  return { id: arn, arn, arnSuffix, name, loadBalancerArns: [] };
};

/** A listener's ARN repeats what follows `loadbalancer/` in that of its load balancer. */
const listener: Form = (make) => {
  const balancer =
    (make.text("loadBalancerArn") ?? "").split(":loadbalancer/")[1] ?? `app/${make.hex(8)}/${make.hex(16)}`;
  const arn = make.arn("elasticloadbalancing", `listener/${balancer}/${make.hex(16)}`);
  return { id: arn, arn };
};

const listenerRule: Form = (make) => {
  const parent = (make.text("listenerArn") ?? "").split(":listener/")[1] ?? `app/${make.hex(8)}/${make.hex(16)}`;
  const arn = make.arn("elasticloadbalancing", `listener-rule/${parent}/${make.hex(16)}`);
  return { id: arn, arn };
};

const ELB_MODULES = ["lb", "alb", "elasticloadbalancingv2", "applicationloadbalancing"];
const inEach = (modules: readonly string[], type: string, form: Form) =>
  spelled(
    modules.map((module) => `aws:${module}/${type}`),
    form,
  );

const ecsService: Form = (make) => {
  const name = make.physical();
  const cluster = (make.text("cluster") ?? "default").split("/").at(-1) ?? "default";
  const arn = make.arn("ecs", `service/${cluster}/${name}`);
  return { id: arn, arn, name };
};

const taskDefinition: Form = (make) => {
  const family = make.text("family") ?? make.named(`${make.name}-`);
  const arnWithoutRevision = make.arn("ecs", `task-definition/${family}`);
  return { id: family, arn: `${arnWithoutRevision}:1`, arnWithoutRevision, revision: 1 };
};

/** https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html */
const eksCluster: Form = (make) => {
  const name = make.physical();
  const identity = make.upper(32);
  return {
    id: name,
    name,
    arn: make.arn("eks", `cluster/${name}`),
    certificateAuthority: { data: Buffer.from(`certificate of ${make.hex(16)}`).toString("base64") },
    clusterId: "",
    createdAt: "2020-01-01T00:00:00Z",
    endpoint: `https://${identity}.gr7.${make.region}.eks.amazonaws.com`,
    identities: [{ oidcs: [{ issuer: `https://oidc.eks.${make.region}.amazonaws.com/id/${identity}` }] }],
    platformVersion: "eks.1",
    status: "ACTIVE",
    vpcConfig: { ...make.object("vpcConfig"), clusterSecurityGroupId: make.id("sg"), vpcId: make.id("vpc") },
  };
};

const eksPart =
  (kind: string, property: string): Form =>
  (make) => {
    const cluster = make.text("clusterName") ?? make.named("cluster-");
    const name = make.physical(property);
    return {
      id: `${cluster}:${name}`,
      [property]: name,
      arn: make.arn("eks", `${kind}/${cluster}/${name}/${make.uuid()}`),
      status: "ACTIVE",
    };
  };

export const computeForms: Forms = {
  "aws:lambda/function:Function": func,
  "aws:lambda/alias:Alias": (make) => {
    const arn = `${make.arn("lambda", `function:${functionName(make, "functionName")}`)}:${make.physical()}`;
    return { id: arn, arn, name: make.physical(), invokeArn: invokeArn(make, arn) };
  },
  "aws:lambda/layerVersion:LayerVersion": (make) => {
    const layerArn = make.arn("lambda", `layer:${make.text("layerName") ?? make.named(`${make.name}-`)}`);
    return {
      id: `${layerArn}:1`,
      arn: `${layerArn}:1`,
      layerArn,
      version: "1",
      signingJobArn: "",
      signingProfileVersionArn: "",
    };
  },
  "aws:lambda/permission:Permission": (make) => {
    const id = make.text("statementId") ?? make.named(`${make.name}-`);
    return { id, statementId: id };
  },
  "aws:lambda/eventSourceMapping:EventSourceMapping": (make) => {
    const id = make.uuid();
    return {
      id,
      uuid: id,
      arn: make.arn("lambda", `event-source-mapping:${id}`),
      functionArn: make.arn("lambda", `function:${functionName(make, "functionName")}`),
      state: "Enabled",
      stateTransitionReason: "USER_INITIATED",
      lastProcessingResult: "",
    };
  },
  "aws:lambda/functionUrl:FunctionUrl": (make) => {
    const urlId = make.hex(32);
    return {
      id: functionName(make, "functionName"),
      functionArn: make.arn("lambda", `function:${functionName(make, "functionName")}`),
      functionUrl: `https://${urlId}.lambda-url.${make.region}.on.aws/`,
      urlId,
    };
  },
  ...inEach(ELB_MODULES, "loadBalancer:LoadBalancer", loadBalancer),
  ...inEach(ELB_MODULES, "targetGroup:TargetGroup", targetGroup),
  ...inEach(ELB_MODULES, "listener:Listener", listener),
  ...inEach(ELB_MODULES, "listenerRule:ListenerRule", listenerRule),
  ...inEach(ELB_MODULES, "targetGroupAttachment:TargetGroupAttachment", (make) => ({
    id: make.named(`${make.text("targetGroupArn") ?? make.name}-`),
  })),
  ...inEach(["elb", "elasticloadbalancing"], "loadBalancer:LoadBalancer", classicLoadBalancer),
  "aws:autoscaling/group:Group": (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: make.arn("autoscaling", `autoScalingGroup:${make.uuid()}:autoScalingGroupName/${name}`),
      predictedCapacity: 0,
      warmPoolSize: 0,
    };
  },
  "aws:autoscaling/policy:Policy": (make) => {
    const name = make.physical();
    const group = make.text("autoscalingGroupName") ?? make.named("group-");
    return {
      id: name,
      name,
      arn: make.arn("autoscaling", `scalingPolicy:${make.uuid()}:autoScalingGroupName/${group}:policyName/${name}`),
    };
  },
  "aws:appautoscaling/policy:Policy": (make) => {
    const name = make.physical();
    const resource = `${make.text("serviceNamespace") ?? ""}/${make.text("resourceId") ?? ""}`;
    return {
      id: name,
      name,
      arn: make.arn("autoscaling", `scalingPolicy:${make.uuid()}:resource/${resource}:policyName/${name}`),
      alarmArns: [],
    };
  },
  "aws:ecr/repository:Repository": (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: make.arn("ecr", `repository/${name}`),
      registryId: make.account,
      repositoryUrl: `${make.account}.dkr.${make.host("ecr")}/${name}`,
    };
  },
  "aws:ecs/cluster:Cluster": (make) => {
    const arn = make.arn("ecs", `cluster/${make.physical()}`);
    return { id: arn, arn, name: make.physical() };
  },
  "aws:ecs/service:Service": ecsService,
  "aws:ecs/taskDefinition:TaskDefinition": taskDefinition,
  "aws:ecs/capacityProvider:CapacityProvider": (make) => {
    const arn = make.arn("ecs", `capacity-provider/${make.physical()}`);
    return { id: arn, arn, name: make.physical() };
  },
  "aws:eks/cluster:Cluster": eksCluster,
  "aws:eks/nodeGroup:NodeGroup": (make) => ({
    ...eksPart("nodegroup", "nodeGroupName")(make),
    resources: [{ autoscalingGroups: [{ name: make.named("eks-") }], remoteAccessSecurityGroupId: "" }],
  }),
  "aws:eks/fargateProfile:FargateProfile": eksPart("fargateprofile", "fargateProfileName"),
  "aws:eks/addon:Addon": eksPart("addon", "addonName"),
  "aws:batch/computeEnvironment:ComputeEnvironment": (make) => {
    const name = make.physical();
    const arn = make.arn("batch", `compute-environment/${name}`);
    return {
      id: name,
      name,
      arn,
      ecsClusterArn: make.arn("ecs", `cluster/${name}_Batch_${make.uuid()}`),
      status: "VALID",
      statusReason: "",
    };
  },
  "aws:batch/jobQueue:JobQueue": (make) => {
    const arn = make.arn("batch", `job-queue/${make.physical()}`);
    return { id: arn, arn, name: make.physical() };
  },
  "aws:batch/jobDefinition:JobDefinition": (make) => {
    const arnPrefix = make.arn("batch", `job-definition/${make.physical()}`);
    return { id: `${arnPrefix}:1`, arn: `${arnPrefix}:1`, arnPrefix, name: make.physical(), revision: 1 };
  },
  "aws:codebuild/project:Project": (make) => {
    const arn = make.arn("codebuild", `project/${make.physical()}`);
    return { id: arn, arn, name: make.physical(), badgeUrl: "", publicProjectAlias: "" };
  },
  "aws:codepipeline/pipeline:Pipeline": (make) => {
    const name = make.physical();
    return { id: name, name, arn: make.arn("codepipeline", name), triggerAlls: [] };
  },
  "aws:codedeploy/application:Application": (make) => {
    const name = make.physical();
    return {
      id: `${make.uuid()}:${name}`,
      name,
      applicationId: make.uuid(),
      arn: make.arn("codedeploy", `application:${name}`),
    };
  },
};
