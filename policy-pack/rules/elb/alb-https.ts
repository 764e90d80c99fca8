import { kinds } from "../../engine/kinds";
import type { Resource } from "../../engine/resource";
import { defineRule, finding, notApplicable, undecided, type StackRuleContext, type Yield } from "../../engine/rule";
import type { Stack } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { checkedBy } from "../../frameworks/references";
import { checksByKind } from "../../helpers/checks-by-kind";
import { isDeclared } from "../../helpers/declared";
import { facesInternet, loadBalancerType } from "../../helpers/load-balancers";

const READABLE = "Whoever is on the way can read and change what is sent, passwords and session cookies included";
/** Where certificate authorities look for their challenge, over plain HTTP by design (RFC 8555, section 8.3). */
const CHALLENGE = "/.well-known/acme-challenge/";

export const albHttps = defineRule({
  id: "alb-https",
  title: "Load balancers that face the internet take plain HTTP only to redirect it to HTTPS",
  rationale: `${READABLE}.`,
  remediation:
    'Forward from an HTTPS listener with a certificate, and let the HTTP one redirect: `defaultActions: [{ type: "redirect", ' +
    'redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }]`.',
  severity: "high",
  enforcement: "mandatory",
  family: "guard",
  frameworks: checkedBy(
    "Security Hub ELB.1",
    "Security Hub ELB.3",
    "Prowler elbv2_ssl_listeners",
    "Powerpipe elb_application_lb_redirect_http_request_to_https",
  ),
  seeds: ["F"],
  scope: "stack",
  ...checksByKind(
    [kinds.listener, checkListener],
    [kinds.listenerRule, checkRule],
    [kinds.classicLoadBalancer, checkClassic],
  ),
});

function* checkListener(listener: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const hindrance = yield* isPlain(stack, listener);
  if (hindrance === undefined) {
    yield* judgeActions(listener.at("defaultActions"), `Listener "${listener.name}"`);
  }
}

function* checkRule(rule: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const { targets, certain } = stack.link(rule, ["listenerArn"], kinds.listener);
  const [listener] = targets;
  if (!certain) {
    yield undecided("listenerArn", "which listener the rule belongs to is not known yet");
  } else if (listener === undefined) {
    yield notApplicable("its listener is not part of this stack");
  } else if (doesMore(listener.at("defaultActions")) !== undefined) {
    yield notApplicable(`its listener "${listener.name}" does the same for every other request`);
  } else if (isChallenge(rule)) {
    yield notApplicable("certificate authorities ask for their challenge over plain HTTP");
  } else if ((yield* isPlain(stack, listener)) === undefined) {
    yield* judgeActions(rule.at("actions"), `Rule "${rule.name}" of listener "${listener.name}"`);
  }
}

/**
 * Whether a listener takes plain HTTP from the internet; says why if it does not, or if nobody knows.
 *
 * @returns `undefined` if it does.
 */
function* isPlain(stack: Stack, listener: Resource): Generator<Yield, "no" | undefined> {
  const protocol = listener.at("protocol");
  const { targets, certain } = stack.link(listener, ["loadBalancerArn"], kinds.loadBalancer);
  const [loadBalancer] = targets;
  if (protocol.string !== undefined && protocol.string !== "HTTP") {
    yield notApplicable(`it takes ${protocol.string}`);
  } else if (protocol.unknown && isDeclared(stack, listener, "protocol")) {
    yield undecided(protocol, "the protocol is not known yet");
  } else if (!certain) {
    yield undecided("loadBalancerArn", "which load balancer the listener belongs to is not known yet");
  } else if (loadBalancer === undefined) {
    yield notApplicable("its load balancer is not part of this stack");
  } else if (protocol.string === undefined && loadBalancerType(loadBalancer) !== "application") {
    // Without a protocol the listener of an Application Load Balancer takes HTTP.
    yield undecided(protocol, "the protocol is not known yet");
  } else {
    const faces = facesInternet(stack, loadBalancer);
    if (faces === "yes") {
      return undefined;
    }
    yield faces === "no"
      ? notApplicable("its load balancer is internal")
      : undecided("loadBalancerArn", "whether the load balancer is internal is not known yet");
  }
  return "no";
}

function* judgeActions(actions: Value, who: string): Generator<Yield> {
  const more = doesMore(actions);
  if (more?.string === "fixed-response") {
    yield finding(
      more,
      `${who} takes plain HTTP from the internet and answers it itself (${more.show()}). Nobody who leaves out \`https://\` gets any further, ` +
        "and nothing shows them the way.",
      { severity: "medium" },
    );
  } else if (more !== undefined) {
    yield finding(more, `${who} takes plain HTTP from the internet and serves it (${more.show()}). ${READABLE}.`);
  } else if (actions.unknown || actions.items.some((action) => action.at("type").unknown)) {
    yield undecided(actions, "what is done with a request is not known yet");
  }
}

/** The type of an action that is no redirect. */
function doesMore(actions: Value): Value | undefined {
  return actions.items
    .map((action) => action.at("type"))
    .find(({ string }) => string !== undefined && string !== "redirect");
}

function isChallenge(rule: Resource): boolean {
  const paths = rule.at("conditions").items.flatMap((condition) => condition.at("pathPattern", "values").items);
  return paths.length > 0 && paths.every(({ string }) => string?.startsWith(CHALLENGE) === true);
}

/** A Classic Load Balancer cannot redirect; with a listener for HTTPS beside it, the application may. */
function* checkClassic(loadBalancer: Resource, { stack }: StackRuleContext): Generator<Yield> {
  const faces = facesInternet(stack, loadBalancer);
  const protocols = loadBalancer.at("listeners").items.map((listener) => listener.at("lbProtocol"));
  const is = (...names: readonly string[]) =>
    protocols.find(({ string }) => string !== undefined && names.includes(string.toUpperCase()));
  const plain = is("HTTP");
  if (faces === "no" || (plain === undefined && !protocols.some(({ unknown }) => unknown)) || is("HTTPS", "SSL")) {
    yield notApplicable("it is internal, takes no plain HTTP, or leaves the redirect to the application");
  } else if (plain === undefined || faces === "unknown" || protocols.some(({ unknown }) => unknown)) {
    yield undecided("listeners", "whether it takes nothing but plain HTTP from the internet is not known yet");
  } else {
    yield finding(
      plain,
      `Load balancer "${loadBalancer.name}" takes nothing but plain HTTP from the internet. ${READABLE}.`,
      {
        remediation:
          'Add a listener with `lbProtocol: "https"` and `sslCertificateId`, or move to an Application Load Balancer, which can redirect.',
      },
    );
  }
}
