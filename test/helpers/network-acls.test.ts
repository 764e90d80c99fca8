import { adoptsDefaultAcl, rulesOf, subnetsWith } from "../../policy-pack/helpers/network-acls";
import { MODES, namesOf, ref, resource, stackOf, unknown } from "../support";

const vpc = resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
const subnet = (name: string) =>
  resource("aws:ec2/subnet:Subnet", name, { vpcId: ref("vpc"), cidrBlock: "10.0.0.0/24" });
const acl = (props: Record<string, unknown> = {}) =>
  resource("aws:ec2/networkAcl:NetworkAcl", "acl", { vpcId: ref("vpc"), ...props });
const rule = (props: Record<string, unknown>) =>
  resource("aws:ec2/networkAclRule:NetworkAclRule", "rule", {
    networkAclId: ref("acl"),
    ruleNumber: 100,
    ruleAction: "allow",
    protocol: "tcp",
    ...props,
  });
const block = (props: Record<string, unknown>) => ({ ruleNo: 100, action: "allow", protocol: "tcp", ...props });
const association = (subnetId: unknown, networkAclId: unknown = ref("acl")) =>
  resource("aws:ec2/networkAclAssociation:NetworkAclAssociation", "join", { networkAclId, subnetId });

describe.each(MODES)("%s", (mode) => {
  test.each([
    ["one port", { fromPort: 443, toPort: 443 }, [443, 443]],
    ["all of TCP", { protocol: "6", fromPort: 0, toPort: 65535 }, [0, 65535]],
    ["all protocols", { protocol: "-1", fromPort: 0, toPort: 0 }, [0, 65535]],
    ["all protocols by number", { protocol: -1 }, [0, 65535]],
    ["another protocol", { protocol: "udp", fromPort: 53, toPort: 53 }, "none"],
    ["a port nobody knows", { fromPort: unknown, toPort: 443 }, undefined],
    ["a protocol nobody knows", { protocol: unknown }, undefined],
  ])("ports of %s", (_, props, tcp) => {
    const inside = stackOf(mode, vpc, acl({ ingress: [block(props)] }));
    expect(rulesOf(inside.stack, inside.find("acl"))).toEqual({
      rules: [{ direction: "ingress", allows: true, tcp, separate: undefined }],
      open: false,
    });
    const beside = stackOf(mode, vpc, acl(), rule({ ...props, egress: true, ruleAction: "deny" }));
    expect(rulesOf(beside.stack, beside.find("acl"))).toEqual({
      rules: [{ direction: "egress", allows: false, tcp, separate: beside.find("rule") }],
      open: false,
    });
  });

  test.each([
    ["rules nobody knows", [acl({ egress: unknown })]],
    ["a rule of nobody knows which ACL", [acl(), rule({ networkAclId: unknown })]],
  ])("open: %s", (_, literals) => {
    const { stack, find } = stackOf(mode, vpc, ...literals);
    expect(rulesOf(stack, find("acl"))).toEqual({ rules: [], open: true });
  });

  test.each([
    ["its own list", [acl({ subnetIds: [ref("a")] })], ["a"], false, true],
    ["an association", [acl(), association(ref("a"))], ["a"], false, true],
    ["nothing", [acl()], [], false, false],
    ["a list nobody knows", [acl({ subnetIds: unknown })], [], true, true],
    ["an association of a subnet nobody knows", [acl(), association(unknown)], [], true, true],
    ["an association of nobody knows which ACL", [acl(), association(ref("a"), unknown)], [], true, false],
  ])("applies by %s", (_, literals, names, isOpen, isUsed) => {
    const { stack, find } = stackOf(mode, vpc, subnet("a"), subnet("b"), ...literals);
    const { subnets, open, used } = subnetsWith(stack, find("acl"));
    expect([namesOf(subnets), open, used]).toEqual([names, isOpen, isUsed]);
  });

  test.each([
    ["yes", ref("vpc", "defaultNetworkAclId")],
    ["no", "acl-1"],
    ["unknown", unknown],
  ])("takes the default ACL over: %s", (answer, defaultNetworkAclId) => {
    const { stack, find } = stackOf(
      mode,
      vpc,
      resource("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", "default", { defaultNetworkAclId }),
    );
    expect(adoptsDefaultAcl(stack, find("vpc"))).toBe(answer);
  });
});
