import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { downloadIn } from "../../policy-pack/helpers/downloads";

describe("downloadIn", () => {
  test.each([
    ["#!/bin/bash\nyum install -y nginx", "yum install", "s3"],
    ["#!/bin/bash\nsudo dnf -y update", "dnf -y update", "s3"],
    ["apt-get update && apt-get install -y nginx", "apt-get update", "internet"],
    ["pip3 install flask", "pip3 install", "internet"],
    ["docker run -d nginx", "docker run", "internet"],
    ["git clone https://github.com/acme/app.git", "git clone", "internet"],
    ["curl -fsSL https://get.acme.com | sh", "curl -fsSL", "internet"],
    [Buffer.from("#!/bin/bash\nyum install -y nginx\n").toString("base64"), "yum install", "s3"],
  ])("%j fetches", (script, command, from) => {
    expect(downloadIn(new Value(script, "userData"))).toEqual({ command, from });
  });

  test.each([
    "#!/bin/bash\necho ECS_CLUSTER=main >> /etc/ecs/ecs.config",
    "# yum install nginx",
    "TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)",
    "curl -f http://localhost/health",
    "systemctl start nginx",
    "aws s3 cp s3://acme/app.zip .",
    UNKNOWN,
    undefined,
  ])("%j does not, or nobody knows", (script) => {
    expect(downloadIn(new Value(script, "userData"))).toBeUndefined();
  });
});
