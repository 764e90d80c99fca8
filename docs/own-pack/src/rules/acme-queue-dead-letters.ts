import { defineRule, finding, isDeclared, kinds, notApplicable, undecided } from "pulumi-preflight/kit";

/** Decides from a resource and what it is linked to, once all are registered. */
export const acmeQueueDeadLetters = defineRule({
  id: "acme-queue-dead-letters",
  title: "Messages that cannot be handled go to a queue of their own",
  rationale: "Without one, a message no consumer can handle is tried again until it expires, and nobody hears of it.",
  remediation: "Give the queue a `redrivePolicy`, or an `aws.sqs.RedrivePolicy` of its own.",
  severity: "medium",
  enforcement: "advisory",
  family: "guard",
  service: "sqs",
  scope: "stack",
  targets: kinds.queue,
  *check(queue, { stack }) {
    if (queue.name.endsWith("-dead-letters")) {
      yield notApplicable("it takes what other queues could not deliver");
      return;
    }
    const separate = stack.companions(queue, kinds.queue, kinds.queueRedrivePolicy, "queueUrl");
    // A stack rule sees outputs, in which the provider fills in what the program left out.
    if (isDeclared(stack, queue, "redrivePolicy") || separate.length > 0) {
      return;
    }
    if (stack.strays(kinds.queue, kinds.queueRedrivePolicy, "queueUrl").length > 0) {
      yield undecided("redrivePolicy", "which queue a redrive policy of the stack is for is not known yet");
    } else {
      yield finding("redrivePolicy", `Nothing takes the messages of queue "${queue.name}" that cannot be handled.`);
    }
  },
});
