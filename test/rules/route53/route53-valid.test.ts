import { route53Valid } from "../../../policy-pack/rules/route53/route53-valid";
import { ref, resource, testRule, unknown } from "../../support";

const zone = (name: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:route53/zone:Zone", "zone", { name, ...more });
const record = (type: string, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:route53/record:Record", "record", {
    zoneId: ref("zone"),
    name: "www.acme.com",
    type,
    ttl: 300,
    ...more,
  });
const check = (type: unknown, more: Readonly<Record<string, unknown>> = {}) =>
  resource("aws:route53/healthCheck:HealthCheck", "check", { type, ...more });
const acme = zone("acme.com");
const alb = (more: Readonly<Record<string, unknown>> = {}, type = "aws:lb/loadBalancer:LoadBalancer") =>
  resource(type, "alb", more);
const listener = (port: unknown, protocol: string, name = "listener") =>
  resource("aws:lb/listener:Listener", name, { loadBalancerArn: ref("alb", "arn"), port, protocol });
const ofAlb = { fqdn: ref("alb", "dnsName") };
const alias = { aliases: [{ name: unknown, zoneId: unknown, evaluateTargetHealth: true }] };
const plain = (type: string, more: Readonly<Record<string, unknown>>) =>
  resource("aws:route53/record:Record", "record", { zoneId: ref("zone"), name: "www.acme.com", type, ...more });

testRule(route53Valid, {
  valid: [
    { name: "a domain of one's own", resources: [acme] },
    { name: "a domain that only ends alike", resources: [zone("myexample.com")] },
    {
      name: "a private zone of any name",
      resources: [zone("internal.example.com", { vpcs: [{ vpcId: "vpc-0a" }] })],
      outcome: "notApplicable",
    },
    { name: "a zone nobody knows the name of", resources: [zone(unknown)], undecided: ["preview", "up", "offline"] },
    { name: "addresses", resources: [acme, record("A", { records: ["192.0.2.1", "192.0.2.2"] })] },
    { name: "IPv6 addresses", resources: [acme, record("AAAA", { records: ["2001:db8::1"] })] },
    {
      name: "mail servers",
      resources: [acme, record("MX", { name: "acme.com", records: ["10 mail.acme.com", "20 mail2.acme.com."] })],
    },
    { name: "a canonical name", resources: [acme, record("CNAME", { records: ["web.acme.net"] })] },
    { name: "an alias at the apex", resources: [acme, plain("A", { name: "acme.com", ...alias })] },
    {
      name: "a weighted record",
      resources: [
        acme,
        record("A", { records: ["192.0.2.1"], setIdentifier: "a", weightedRoutingPolicies: [{ weight: 1 }] }),
      ],
    },
    {
      name: "a failover alias",
      resources: [acme, plain("A", { ...alias, setIdentifier: "p", failoverRoutingPolicies: [{ type: "PRIMARY" }] })],
    },
    {
      name: "an HTTPS check every ten seconds",
      resources: [check("HTTPS", { fqdn: "www.acme.com", requestInterval: 10, resourcePath: "/health" })],
    },
    { name: "a TCP check of an address", resources: [check("TCP", { ipAddress: "192.0.2.1", port: 443 })] },
    { name: "a check for a text", resources: [check("HTTPS_STR_MATCH", { fqdn: "www.acme.com", searchString: "ok" })] },
    {
      name: "a check of checks",
      resources: [check("CALCULATED", { childHealthchecks: [unknown], childHealthThreshold: 1 })],
    },
    {
      name: "a check of an alarm",
      resources: [check("CLOUDWATCH_METRIC", { cloudwatchAlarmName: unknown, cloudwatchAlarmRegion: "eu-west-1" })],
    },
    { name: "a type nobody knows yet", resources: [check(unknown)], undecided: ["preview", "up", "offline"] },
    {
      name: "a port with a listener",
      resources: [alb(), listener(443, "HTTPS"), check("HTTPS", { ...ofAlb, port: 443 })],
    },
    {
      name: "the type's own port",
      resources: [alb({}, "aws:alb/loadBalancer:LoadBalancer"), listener(80, "HTTP"), check("HTTP", ofAlb)],
    },
    {
      name: "a TCP check of a listener",
      resources: [alb(), listener(443, "HTTPS"), check("TCP", { ...ofAlb, port: 443 })],
    },
    { name: "a load balancer whose listeners are elsewhere", resources: [alb(), check("HTTPS", ofAlb)] },
    {
      name: "a port nobody knows yet",
      resources: [alb(), listener(unknown, "HTTPS"), check("HTTPS", ofAlb)],
      undecided: ["preview", "up", "offline"],
    },
  ],
  invalid: [
    {
      name: "a reserved domain",
      resources: [zone("example.com")],
      findings: [{ resource: "zone", property: "name", message: "is reserved by AWS", severity: "high" }],
    },
    {
      name: "a domain under a reserved one",
      resources: [zone("App.Example.ORG.")],
      findings: [{ resource: "zone", message: "lies in example.org" }],
    },
    {
      name: "a canonical name at the apex",
      resources: [acme, record("CNAME", { name: "acme.com.", records: ["web.acme.net"] })],
      findings: [{ resource: "record", property: "name", message: "takes no CNAME" }],
    },
    {
      name: "two canonical names",
      resources: [acme, record("CNAME", { records: ["a.acme.net", "b.acme.net"] })],
      findings: [{ resource: "record", property: "records", message: "holds one value" }],
    },
    {
      name: "a host name where an address belongs",
      resources: [acme, record("A", { records: ["alb-1.eu-west-1.elb.amazonaws.com"] })],
      findings: [{ resource: "record", property: "records[0]", message: "is not an IPv4 address" }],
    },
    {
      name: "a mail server without priority",
      resources: [acme, record("MX", { records: ["mail.acme.com"] })],
      findings: [{ resource: "record", property: "records[0]", message: "a priority and a mail server" }],
    },
    {
      name: "an alias with values",
      resources: [acme, record("A", { ...alias, records: ["192.0.2.1"] })],
      findings: [
        { resource: "record", property: "ttl", message: "has no `ttl`" },
        { resource: "record", property: "records", message: "has no `records`" },
      ],
    },
    {
      name: "values without a time to live",
      resources: [acme, plain("A", { records: ["192.0.2.1"] })],
      findings: [{ resource: "record", property: "ttl", message: "needs a `ttl`" }],
    },
    {
      name: "a policy without identifier",
      resources: [acme, record("A", { records: ["192.0.2.1"], weightedRoutingPolicies: [{ weight: 1 }] })],
      findings: [
        { resource: "record", property: "setIdentifier", message: "`weightedRoutingPolicies` needs a `setIdentifier`" },
      ],
    },
    {
      name: "an identifier without policy",
      resources: [acme, record("A", { records: ["192.0.2.1"], setIdentifier: "a" })],
      findings: [{ resource: "record", property: "setIdentifier", message: "needs a routing policy" }],
    },
    {
      name: "an HTTP check of nothing",
      resources: [check("HTTP", { port: 80 })],
      findings: [{ resource: "check", property: "", message: "needs `fqdn` or `ipAddress`" }],
    },
    {
      name: "a check for no text",
      resources: [check("HTTP_STR_MATCH", { fqdn: "a.acme.com" })],
      findings: [{ resource: "check", property: "searchString", message: "needs `searchString`" }],
    },
    {
      name: "a text nobody looks for",
      resources: [check("HTTP", { fqdn: "a.acme.com", searchString: "ok" })],
      findings: [{ resource: "check", property: "searchString", message: "takes no `searchString`" }],
    },
    {
      name: "a TCP check with a path",
      resources: [check("TCP", { fqdn: "a.acme.com", port: 80, resourcePath: "/health" })],
      findings: [{ resource: "check", property: "resourcePath", message: "takes no `resourcePath`" }],
    },
    {
      name: "a check of no checks",
      resources: [check("CALCULATED", { childHealthThreshold: 1 })],
      findings: [{ resource: "check", property: "childHealthchecks", message: "needs `childHealthchecks`" }],
    },
    {
      name: "an alarm without region",
      resources: [check("CLOUDWATCH_METRIC", { cloudwatchAlarmName: "errors" })],
      findings: [{ resource: "check", property: "cloudwatchAlarmRegion", message: "needs `cloudwatchAlarmRegion`" }],
    },
    {
      name: "an address where a domain name belongs",
      resources: [check("HTTPS", { fqdn: "https://www.acme.com/health" })],
      findings: [{ resource: "check", property: "fqdn", message: "is no domain name" }],
    },
    {
      name: "a port no listener has",
      resources: [alb(), listener(80, "HTTP"), check("HTTPS", { ...ofAlb, port: 443 })],
      findings: [{ resource: "check", property: "port", message: "has port 443 (it has 80)" }],
    },
    {
      name: "the type's own port, which no listener has",
      resources: [alb(), listener(80, "HTTP"), check("HTTPS", ofAlb)],
      findings: [{ resource: "check", property: "port", message: "has port 443" }],
    },
    {
      name: "another protocol than the listener's",
      resources: [alb(), listener(80, "HTTP"), check("HTTPS", { ...ofAlb, port: 80 })],
      findings: [{ resource: "check", property: "type", message: "speaks HTTPS" }],
    },
    {
      name: "an internal load balancer",
      resources: [alb({ internal: true }), listener(80, "HTTP"), check("HTTP", ofAlb)],
      findings: [{ resource: "check", property: "fqdn", message: "is internal" }],
    },
  ],
});
