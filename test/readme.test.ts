import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, Cluster, GitOpsApp, HttpAction, IstioGatewayRoute, MetalLbPool } from '../lib';
import { filesOf } from './support/dist';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (language: string) => [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text]) => text);

test('the program of the README writes the YAML of the README', () => {
  const folder = mkdtempSync(join(root, '.synth-readme-'));
  try {
    writeFileSync(join(folder, 'program.ts'), blocks('ts')[0].replace("'cdk8s-bare-metal-ingress'", "'../lib'"));
    const outdir = join(folder, 'dist');
    execFileSync(process.execPath, ['--import', 'tsx', join(folder, 'program.ts')], {
      cwd: root,
      env: { ...process.env, CDK8S_OUTDIR: outdir },
      stdio: 'pipe',
    });
    const written = filesOf(outdir);
    const shown = [...readme.matchAll(/dist\/(lab\/[a-z]+\.k8s\.yaml)/g)].map(([, file]) => file);
    expect(Object.fromEntries(shown.map((file, index) => [file, blocks('yaml')[index]]))).toEqual(Object.fromEntries(written));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the program has about twenty lines', () => {
  expect(
    blocks('ts')[0]
      .split('\n')
      .filter((line) => line.trim() !== '').length,
  ).toBeLessThanOrEqual(20);
});

test('the messages of the README are the messages a user gets', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'readme-'));
  const app = new GitOpsApp({ outdir });
  const lab = new Cluster(app, 'lab', { existingNamespaces: ['metallb-system', 'istio-system', 'shop'] });
  const metallb = new Chart(lab, 'metallb');
  new MetalLbPool(metallb, 'edge', { addresses: ['192.168.99.100/28'] });
  new MetalLbPool(new Chart(new Cluster(app, 'other'), 'metallb'), 'edge', { addresses: ['192.168.1.200-192.168.1.210'] }).reserve(
    '192.168.1.250',
  );
  const shop = new Chart(lab, 'shop', { namespace: 'shop' });
  const service = new k8s.KubeService(shop, 'service', { metadata: { name: 'web' }, spec: { ports: [{ name: 'http', port: 8080 }] } });
  new IstioGatewayRoute(shop, 'web', {
    hosts: ['shop.example.com'],
    rules: [{ action: HttpAction.forward(Backend.fromService(service, { port: 80 })) }],
  });

  const shown = blocks('text')[0].trim().split('\n');
  const said = () => {
    try {
      app.synth();
    } catch (error) {
      return (error as Error).message.split('\n  ').slice(1);
    }
    return [];
  };
  expect(
    said()
      .map((line) => line.replace('[other/', '[lab/'))
      .sort(),
  ).toEqual([...shown].sort());
  shown.forEach((line) => expect(readFileSync(join(root, 'docs', 'problems.md'), 'utf8')).toContain(line));
  rmSync(outdir, { recursive: true });
});
