import { Value } from "../../policy-pack/engine/value";
import { UNKNOWN } from "../../policy-pack/engine/wire";
import { downloadIn } from "../../policy-pack/helpers/downloads";

describe("downloadIn", () => {
  test.each([
    ["#!/bin/bash\nyum install -y nginx", "yum install", "s3"],
    ["#!/bin/bash\nsudo dnf -y update", "dnf -y update", "s3"],
    ["apt-get update && apt-get install -y nginx", "apt-get update", "internet"],
    ["pip3 install flask", "pip3 install", "internet"],
    ["yum install -y https://s3.amazonaws.com/ec2-downloads-windows/agent.rpm", "yum install", "s3"],
    ["docker pull nginx", "docker pull", "internet"],
    ["curl -sO https://internal.acme.com/tool.tgz", "curl -sO", "internet"],
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
    "curl -f http://10.0.1.5:8500/v1/status",
    "curl -f http://consul:8500/v1/status",
    "wget https://packages.acme.internal/app.deb",
    'curl "https://$HOST/app.tgz"',
    "git clone https://user@git.acme.local/app.git",
    "docker run -d acme-app-of-the-image",
    "docker pull 210987654321.dkr.ecr.eu-west-1.amazonaws.com/app:1",
    "wget https://acme.s3.eu-west-1.amazonaws.com/app.tgz",
    "pip3 install --no-index --find-links /opt/wheels flask",
    "npm ci --registry https://npm.acme.com",
    "export https_proxy=http://proxy.acme.com:3128\nyum install -y nginx",
    "systemctl start nginx",
    "aws s3 cp s3://acme/app.zip .",
    UNKNOWN,
    undefined,
  ])("%j does not, or nobody knows", (script) => {
    expect(downloadIn(new Value(script, "userData"))).toBeUndefined();
  });
});
