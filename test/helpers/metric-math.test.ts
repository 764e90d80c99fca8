import { idsIn } from "../../policy-pack/helpers/metric-math";

test.each([
  ["SUM([e1, total / 2])", ["e1", "total"]],
  ["(errors / invocations) * 100", ["errors", "invocations"]],
  ["IF(m1 > 1e3 AND m2 <= 0.5, m1, FILL(m3, REPEAT))", ["m1", "m2", "m3"]],
  ["avg(m1) + Max(m2)", ["m1", "m2"]],
  ["ANOMALY_DETECTION_BAND(m1, 2)", ["m1"]],
  ["m1 and not m2", ["m1", "m2"]],
  ['SUM(METRICS("errors")) / m1', ["m1"]],
  ["SEARCH('{AWS/EC2,InstanceId} cpu', 'Average', 300)", []],
  ["SUM(SEARCH('{AWS/EC2,InstanceId} MetricName=\"cpu\"', 'Average', 300))", []],
  ["SELECT AVG(CPUUtilization) FROM \"AWS/EC2\" WHERE tag.env = 'live'", []],
  ["RATE(m_1)*PERIOD(m_1)", ["m_1"]],
  ["'unclosed m1", ["unclosed", "m1"]],
  ["", []],
])("%s", (expression, ids) => {
  expect(idsIn(expression)).toEqual(ids);
});
