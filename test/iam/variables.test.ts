import { MASK } from "../../policy-pack/engine/made-up";
import { asLetters, fillIn } from "../../policy-pack/iam/variables";
import { matchesExactly } from "../../policy-pack/iam/wildcard";

const context = new Map([
  ["aws:username", ["bob"]],
  ["aws:principaltag/team", []],
  ["s3:prefix", ["a*"]],
]);

test.each([
  ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/*"],
  ["${AWS:UserName}", "bob"],
  ["team-${aws:PrincipalTag/team, 'none'}", "team-none"],
  ["team-${aws:PrincipalTag/team}", undefined],
  ["who-${aws:userid}", `who-${MASK}`],
  ["who-${aws:userid, 'nobody'}", `who-${MASK}`],
  ["cost-${$}5", "cost-$5"],
  ["no variable $5 {x}", "no variable $5 {x}"],
])("%j becomes %j", (text, expected) => {
  expect(fillIn(text, context)).toBe(expected);
});

test.each([
  ["a${*}c", "a*c", true],
  ["a${*}c", "abc", false],
  ["a*c", "abc", true],
  ["a${?}", "a?", true],
  ["a${?}", "ab", false],
  // A wildcard in what the request brings along is a letter.
  ["${s3:prefix}", "a*", true],
  ["${s3:prefix}", "ab", false],
])("%j matches %j: %s", (pattern, text, expected) => {
  expect(matchesExactly(fillIn(pattern, context) ?? "", asLetters(text))).toBe(expected);
});
