/** Answers in three values, for questions to documents of which a part is not known yet. */

/** `unknown` whenever what is not known yet decides. */
export type Answer = "yes" | "no" | "unknown";

/** Whether at least one holds. None hold of none. */
export function anyOf(answers: Iterable<Answer>): Answer {
  const all = [...answers];
  return all.includes("yes") ? "yes" : all.includes("unknown") ? "unknown" : "no";
}

/** Whether every one holds. All hold of none. */
export function allOf(answers: Iterable<Answer>): Answer {
  const all = [...answers];
  return all.includes("no") ? "no" : all.includes("unknown") ? "unknown" : "yes";
}

/** The opposite; of what nobody knows, nobody knows the opposite. */
export function negate(answer: Answer): Answer {
  return answer === "yes" ? "no" : answer === "no" ? "yes" : "unknown";
}
