import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { Backend, Cluster, GitOpsApp, HttpAction, IstioGatewayRoute, MetalLbPool } from '../lib';
import { blocksOf, programsOf, run } from './support/programs';

const root = join(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [program] = programsOf(readme);

test('the program of the README writes the YAML of the README', () => {
  expect(run(program.source)).toEqual(program.shown);
});

test('the line of the README prints the table of the README', () => {
  const line = blocksOf(readme, 'ts').find((block) => block.includes('MetalLbLedger'));
  expect(run(program.source.replace('app.synth();', `${line}app.synth();`)).says).toBe(blocksOf(readme, 'text')[1]);
});

test('the program has about twenty lines', () => {
  expect(program.source.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(20);
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

  const shown = blocksOf(readme, 'text')[0].trim().split('\n');
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
