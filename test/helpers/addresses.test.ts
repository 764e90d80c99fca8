import { addressRange, admitsWorld } from "../../policy-pack/helpers/addresses";

const ranges = (...texts: readonly string[]) => texts.flatMap((text) => addressRange(text) ?? []);

test.each([
  ["10.0.0.0/16", 16, true],
  ["10.1.2.3/16", 16, true],
  ["172.31.0.0/16", 16, true],
  ["172.32.0.0/16", 16, false],
  ["203.0.113.7/32", 32, false],
  ["203.0.113.7", 32, false],
  ["10.0.0.0/7", 7, false],
  ["fd00::/8", 8, true],
  ["2001:db8::/32", 32, false],
])("%s has the prefix %s; private: %s", (text, prefix, isPrivate) => {
  expect(addressRange(text)).toMatchObject({ prefix, isPrivate });
});

test.each(["", "everywhere", "10.0.0.0/33", "10.0.0.0/", "::/129", "sg-1234"])("%s is no range", (text) => {
  expect(addressRange(text)).toBeUndefined();
});

test.each([
  [["0.0.0.0/0"]],
  [["1.2.3.4/0"]],
  [["::/0"]],
  [["0::/0"]],
  [["0:0:0:0:0:0:0:0/0"]],
  [["2000::/3"]],
  [["0.0.0.0/1"]],
  [["0.0.0.0/1", "128.0.0.0/1"]],
  [["0.0.0.0/4", "16.0.0.0/4", "32.0.0.0/4", "48.0.0.0/4"]],
  [["::/1", "8000::/1"]],
])("%j admits the world", (texts) => {
  expect(admitsWorld(ranges(...texts))).toBe(true);
});

test.each([
  [[]],
  [["10.0.0.0/8"]],
  [["10.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
  [["0.0.0.0/4", "0.0.0.0/4", "0.0.0.0/4", "0.0.0.0/4"]],
  [["8000::/1"]],
  [["2001:db8::/32"]],
])("%j does not", (texts) => {
  expect(admitsWorld(ranges(...texts))).toBe(false);
});
