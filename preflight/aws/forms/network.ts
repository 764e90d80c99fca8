/** VPC and EC2. Forms of ids: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
import type { Form, Forms, Maker } from "../maker";
import { zonesOf } from "../regions";

/** Type (after `aws:`) to the prefix of its id and, where it has an ARN, to the name of its resource type there. */
const EC2_IDS: Readonly<Record<string, readonly [prefix: string, arnType?: string]>> = {
  "ec2/capacityReservation:CapacityReservation": ["cr", "capacity-reservation"],
  "ec2/carrierGateway:CarrierGateway": ["cagw", "carrier-gateway"],
  "ec2/customerGateway:CustomerGateway": ["cgw", "customer-gateway"],
  "ec2/dedicatedHost:DedicatedHost": ["h", "dedicated-host"],
  "ec2/defaultSecurityGroup:DefaultSecurityGroup": ["sg", "security-group"],
  "ec2/defaultVpcDhcpOptions:DefaultVpcDhcpOptions": ["dopt", "dhcp-options"],
  "ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": ["eigw"],
  "ec2/eipAssociation:EipAssociation": ["eipassoc"],
  "ec2/fleet:Fleet": ["fleet", "fleet"],
  "ec2/flowLog:FlowLog": ["fl", "vpc-flow-log"],
  "ec2/internetGateway:InternetGateway": ["igw", "internet-gateway"],
  "ec2/localGatewayRouteTableVpcAssociation:LocalGatewayRouteTableVpcAssociation": ["lgw-vpc-assoc"],
  "ec2/managedPrefixList:ManagedPrefixList": ["pl", "prefix-list"],
  "ec2/networkAcl:NetworkAcl": ["acl", "network-acl"],
  "ec2/defaultNetworkAcl:DefaultNetworkAcl": ["acl", "network-acl"],
  "ec2/networkInsightsPath:NetworkInsightsPath": ["nip", "network-insights-path"],
  "ec2/routeTable:RouteTable": ["rtb", "route-table"],
  "ec2/defaultRouteTable:DefaultRouteTable": ["rtb", "route-table"],
  "ec2/routeTableAssociation:RouteTableAssociation": ["rtbassoc"],
  "ec2/mainRouteTableAssociation:MainRouteTableAssociation": ["rtbassoc"],
  "ec2/spotInstanceRequest:SpotInstanceRequest": ["sir"],
  "ec2/spotFleetRequest:SpotFleetRequest": ["sfr"],
  "ec2/trafficMirrorTarget:TrafficMirrorTarget": ["tmt", "traffic-mirror-target"],
  "ec2/vpcDhcpOptions:VpcDhcpOptions": ["dopt", "dhcp-options"],
  "ec2/vpcEndpointService:VpcEndpointService": ["vpce-svc", "vpc-endpoint-service"],
  "ec2/vpcIpam:VpcIpam": ["ipam", "ipam"],
  "ec2/vpcIpamPool:VpcIpamPool": ["ipam-pool", "ipam-pool"],
  "ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": ["vpc-cidr-assoc"],
  "ec2/vpcIpv6CidrBlockAssociation:VpcIpv6CidrBlockAssociation": ["vpc-cidr-assoc"],
  "ec2/vpcPeeringConnection:VpcPeeringConnection": ["pcx"],
  "ec2/vpnConnection:VpnConnection": ["vpn", "vpn-connection"],
  "ec2/vpnGateway:VpnGateway": ["vgw", "vpn-gateway"],
  "ec2clientvpn/endpoint:Endpoint": ["cvpn-endpoint", "client-vpn-endpoint"],
  "ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint": ["eice", "instance-connect-endpoint"],
  "ec2transitgateway/peeringAttachment:PeeringAttachment": ["tgw-attach", "transit-gateway-attachment"],
  "ec2transitgateway/routeTable:RouteTable": ["tgw-rtb", "transit-gateway-route-table"],
  "ec2transitgateway/vpcAttachment:VpcAttachment": ["tgw-attach", "transit-gateway-attachment"],
  "vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["sgr", "security-group-rule"],
  "vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["sgr", "security-group-rule"],
  "ebs/snapshot:Snapshot": ["snap", "snapshot"],
  "ebs/snapshotCopy:SnapshotCopy": ["snap", "snapshot"],
  "ebs/volume:Volume": ["vol", "volume"],
};

/** `vpc-…` with `arn:aws:ec2:region:account:vpc/vpc-…`. */
function ec2(prefix: string, arnType?: string, more: (make: Maker, id: string) => object = () => ({})): Form {
  return (make) => {
    const id = make.id(prefix);
    return {
      id,
      ...(arnType === undefined ? {} : { arn: make.arn("ec2", `${arnType}/${id}`) }),
      ownerId: make.account,
      ...more(make, id),
    };
  };
}

const simple: Forms = Object.fromEntries(
  Object.entries(EC2_IDS).map(([type, [prefix, arnType]]) => [`aws:${type}`, ec2(prefix, arnType)]),
);

const vpc = ec2("vpc", "vpc", (make) => ({
  defaultNetworkAclId: make.id("acl"),
  defaultRouteTableId: make.id("rtb"),
  mainRouteTableId: make.id("rtb"),
  defaultSecurityGroupId: make.id("sg"),
  dhcpOptionsId: make.id("dopt"),
  ipv6AssociationId: make.inputs.assignGeneratedIpv6CidrBlock === true ? make.id("vpc-cidr-assoc") : "",
  // AWS's default; a VPC with IPAM gets its range from the pool.
  enableDnsHostnames: make.inputs.enableDnsHostnames ?? false,
  cidrBlock: make.text("cidrBlock") ?? "10.0.0.0/16",
}));

const subnet = ec2("subnet", "subnet", (make) => {
  const zones = zonesOf(make.region);
  const zone = zones.find((each) => each.name === make.text("availabilityZone")) ?? zones[0];
  return {
    availabilityZone: make.text("availabilityZone") ?? zone?.name,
    availabilityZoneId: make.text("availabilityZoneId") ?? zone?.id,
    ipv6CidrBlockAssociationId: make.text("ipv6CidrBlock") === undefined ? "" : make.id("subnet-cidr-assoc"),
  };
});

const securityGroup = ec2("sg", "security-group", (make) => ({
  name: make.physical(),
  vpcId: make.text("vpcId") ?? make.id("vpc"),
}));

const instance = ec2("i", "instance", (make) => {
  const privateIp = make.text("privateIp") ?? make.address("private");
  const isPublic = make.inputs.associatePublicIpAddress === true;
  const publicIp = isPublic ? make.address("public") : "";
  return {
    availabilityZone: make.text("availabilityZone") ?? zonesOf(make.region)[0]?.name,
    instanceState: "running",
    instanceLifecycle: "",
    outpostArn: "",
    passwordData: "",
    spotInstanceRequestId: "",
    primaryNetworkInterfaceId: make.id("eni"),
    privateIp,
    privateDns: `ip-${dashed(privateIp)}.ec2.internal`,
    publicIp,
    publicDns: isPublic ? `ec2-${dashed(publicIp)}.${make.region}.compute.amazonaws.com` : "",
    subnetId: make.text("subnetId") ?? make.id("subnet"),
  };
});

const eip: Form = (make) => {
  const id = make.id("eipalloc");
  const publicIp = make.address("public");
  return {
    id,
    allocationId: id,
    arn: make.arn("ec2", `elastic-ip/${id}`),
    associationId: "",
    carrierIp: "",
    customerOwnedIp: "",
    domain: make.text("domain") ?? "vpc",
    privateDns: "",
    privateIp: "",
    ptrRecord: "",
    publicDns: `ec2-${dashed(publicIp)}.${make.region}.compute.amazonaws.com`,
    publicIp,
  };
};

const natGateway: Form = (make) => ({
  id: make.id("nat"),
  associationId: make.id("eipassoc"),
  networkInterfaceId: make.id("eni"),
  privateIp: make.text("privateIp") ?? make.address("private"),
  publicIp: make.text("connectivityType") === "private" ? "" : make.address("public"),
});

const networkInterface = ec2("eni", "network-interface", (make) => ({
  macAddress: "02:00:00:00:00:01",
  privateDnsName: "",
  privateIp: make.text("privateIp") ?? make.address("private"),
}));

const vpcEndpoint = ec2("vpce", "vpc-endpoint", (make, id) => {
  const isInterface = make.text("vpcEndpointType") === "Interface";
  const dnsName = `${id}-${make.hex(8, "dns")}.${(make.text("serviceName") ?? "").split(".").at(-1) ?? ""}.${make.region}.vpce.amazonaws.com`;
  return {
    cidrBlocks: [],
    dnsEntries: isInterface ? [{ dnsName, hostedZoneId: `Z${make.upper(13, "zone")}` }] : [],
    networkInterfaceIds: isInterface ? make.texts("subnetIds").map((each) => make.id("eni", each)) : [],
    prefixListId: isInterface ? "" : make.id("pl"),
    requesterManaged: false,
    state: "available",
  };
});

const launchTemplate = ec2("lt", "launch-template", (make) => ({
  name: make.physical(),
  latestVersion: 1,
  defaultVersion: make.number("defaultVersion") ?? 1,
}));

const image = ec2("ami", undefined, (make, id) => ({ arn: `arn:${make.partition}:ec2:${make.region}::image/${id}` }));

const keyPair: Form = (make) => {
  const keyName = make.physical("keyName");
  return {
    id: keyName,
    keyName,
    keyPairId: make.id("key"),
    keyType: "rsa",
    fingerprint: make.hex(32, "fingerprint"),
    arn: make.arn("ec2", `key-pair/${keyName}`),
  };
};

/** Rules and routes have ids of Terraform's making, from what they stand for. */
const hashed =
  (prefix: string): Form =>
  (make) => ({ id: make.named(`${prefix}-`) });

export const networkForms: Forms = {
  ...simple,
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ec2/defaultVpc:DefaultVpc": vpc,
  "aws:ec2/subnet:Subnet": subnet,
  "aws:ec2/defaultSubnet:DefaultSubnet": subnet,
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/securityGroupRule:SecurityGroupRule": (make) => ({
    id: make.named("sgrule-"),
    securityGroupRuleId: make.id("sgr"),
  }),
  "aws:ec2/networkAclRule:NetworkAclRule": hashed("nacl"),
  "aws:ec2/route:Route": (make) => ({
    id: `r-${make.text("routeTableId") ?? make.id("rtb")}${make.tokens.suffix}`,
    origin: "CreateRoute",
    state: "active",
    instanceOwnerId: "",
  }),
  "aws:ec2/instance:Instance": instance,
  "aws:ec2/eip:Eip": eip,
  "aws:ec2/natGateway:NatGateway": natGateway,
  "aws:ec2/networkInterface:NetworkInterface": networkInterface,
  "aws:ec2/vpcEndpoint:VpcEndpoint": vpcEndpoint,
  "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
  "aws:ec2/launchConfiguration:LaunchConfiguration": (make) => {
    const name = make.physical();
    return {
      id: name,
      name,
      arn: make.arn("autoscaling", `launchConfiguration:${make.uuid()}:launchConfigurationName/${name}`),
    };
  },
  "aws:ec2/ami:Ami": image,
  "aws:ec2/amiCopy:AmiCopy": image,
  "aws:ec2/amiFromInstance:AmiFromInstance": image,
  "aws:ec2/keyPair:KeyPair": keyPair,
  "aws:ec2/placementGroup:PlacementGroup": (make) => {
    const name = make.physical();
    return { id: name, name, placementGroupId: make.id("pg"), arn: make.arn("ec2", `placement-group/${name}`) };
  },
  "aws:ec2transitgateway/transitGateway:TransitGateway": ec2("tgw", "transit-gateway", (make) => ({
    associationDefaultRouteTableId: make.id("tgw-rtb"),
    propagationDefaultRouteTableId: make.id("tgw-rtb"),
  })),
};

function dashed(address: string): string {
  return address.replaceAll(".", "-");
}
