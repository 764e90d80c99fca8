/** With jest, whose globals are there. One runner is enough: a pack of yours has this file or the other. */
import { testRule } from "pulumi-preflight/testing";
import { acmeQueueDeadLetters } from "../src/rules/acme-queue-dead-letters";
import { acmeQueueRetention } from "../src/rules/acme-queue-retention";
import { queueDeadLetters, queueRetention } from "./tables";

testRule(acmeQueueRetention, queueRetention);
testRule(acmeQueueDeadLetters, queueDeadLetters);
