import { judgeRuntime, runtimesDate } from "../../policy-pack/helpers/lambda-runtimes";

test.each(["nodejs22.x", "python3.13", "nodejs98.x", "python3.99", "ruby9.1", "java99", "provided.al2099"])(
  "%s is taken",
  (runtime) => {
    expect(judgeRuntime(runtime)).toEqual({ is: "taken" });
  },
);

test.each([
  ["nodejs20", "nodejs20.x"],
  ["nodejs22", "nodejs22.x"],
  ["node22.x", "nodejs22.x"],
  ["NodeJS22.x", "nodejs22.x"],
  ["python313", "python3.13"],
  ["cobol85", undefined],
  ["", undefined],
])("%j is none; meant is %s", (runtime, meant) => {
  expect(judgeRuntime(runtime)).toEqual({ is: "unknown", meant });
});

test("versions that were left out are none", () => {
  expect(["nodejs21.x", "java19", "dotnet7", "nodejs99", "python4"].map((each) => judgeRuntime(each).is)).toEqual(
    Array.from({ length: 5 }, () => "unknown"),
  );
});

test("a date after the data's own is a plan", () => {
  expect(runtimesDate()).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(judgeRuntime("python2.7")).toMatchObject({ is: "ended", updates: false });
  expect(judgeRuntime("go1.x")).toMatchObject({ is: "ended", since: "2024-02-08", successor: "provided.al2023" });
});
