/** What most tests need: the tables and builders that policy authors get too (kit/testing). */
export * from "../../kit/testing/literals";
export { testRule } from "../../kit/testing/rule-tester";
export { namesOf, stackOf } from "../../kit/testing/stacks";
