/** With vitest, whose functions are imported and handed over; with `globals: true` they need not be. */
import { testRule } from "pulumi-preflight/testing";
import { describe, expect, test } from "vitest";
import { acmeQueueDeadLetters } from "../src/rules/acme-queue-dead-letters";
import { acmeQueueRetention } from "../src/rules/acme-queue-retention";
import { queueDeadLetters, queueRetention } from "./tables";

testRule(acmeQueueRetention, queueRetention, { describe, test, expect });
testRule(acmeQueueDeadLetters, queueDeadLetters, { describe, test, expect });
