import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubeVersions } from '../../conformance/runner/kube';
import { KubeApi, warningText } from '../../conformance/runner/kube-api';

const RESOURCES: Record<string, unknown> = {
  '/api/v1': [
    { name: 'services/status', kind: 'Service', namespaced: true },
    { name: 'services', kind: 'Service', namespaced: true },
    { name: 'namespaces', kind: 'Namespace', namespaced: false },
  ],
  '/apis/metallb.io/v1beta1': [{ name: 'ipaddresspools', kind: 'IPAddressPool', namespaced: true }],
};

/** A server that lists resources as an API server does, and hands everything else to the test. */
class FakeServer {
  public readonly requests: { line: string; contentType?: string; body: string }[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'kube-api-'));
  private readonly server: Server;

  public constructor(private readonly answer: (response: ServerResponse) => void = (response) => response.end('{}')) {
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.listen(this.socket);
  }

  public get socket(): string {
    return join(this.folder, 'api.sock');
  }

  public close(): void {
    this.server.close();
    rmSync(this.folder, { recursive: true });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const resources = RESOURCES[request.url ?? ''];
    if (resources !== undefined) {
      response.end(JSON.stringify({ resources }));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const contentType = request.headers['content-type'];
    this.requests.push({ line: `${request.method} ${request.url}`, contentType, body: Buffer.concat(chunks).toString() });
    this.answer(response);
  }
}

async function withServer<T>(server: FakeServer, use: (api: KubeApi) => Promise<T>): Promise<T> {
  const api = new KubeApi(server.socket);
  try {
    return await use(api);
  } finally {
    api.close();
    server.close();
  }
}

const POOL = 'apiVersion: metallb.io/v1beta1\nkind: IPAddressPool\nmetadata: { name: main, namespace: metallb-system }\n';

test('a document is applied server-side as it is written, with strict validation', async () => {
  const server = new FakeServer();
  await withServer(server, (api) => api.apply(POOL));
  const path = '/apis/metallb.io/v1beta1/namespaces/metallb-system/ipaddresspools/main';
  expect(server.requests).toEqual([
    {
      line: `PATCH ${path}?fieldManager=conformance&fieldValidation=Strict&force=true`,
      contentType: 'application/apply-patch+yaml',
      body: POOL,
    },
  ]);
});

test('a creation goes to the collection, and a dry run says so', async () => {
  const server = new FakeServer();
  await withServer(server, (api) => api.create(POOL, { dryRun: true, fieldValidation: 'Ignore' }));
  const collection = '/apis/metallb.io/v1beta1/namespaces/metallb-system/ipaddresspools';
  expect(server.requests[0].line).toBe(`POST ${collection}?fieldManager=conformance&fieldValidation=Ignore&dryRun=All`);
});

test('a namespaced document without a namespace goes to the one that is given, else to default', async () => {
  const server = new FakeServer();
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } };
  await withServer(server, async (api) => {
    await api.get(service);
    await api.get(service, 'team');
    await api.get({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } }, 'elsewhere');
  });
  const paths = ['/api/v1/namespaces/default/services/web', '/api/v1/namespaces/team/services/web', '/api/v1/namespaces/team'];
  expect(server.requests.map(({ line }) => line)).toEqual(paths.map((path) => `GET ${path}`));
});

test('a refusal is an answer with reason, causes and warnings', async () => {
  const cause = { reason: 'FieldValueInvalid', field: 'spec', message: 'no' };
  const server = new FakeServer((response) => {
    response.statusCode = 422;
    response.setHeader('warning', ['299 - "old \\"field\\""', '299 - "another, with a comma"']);
    response.end(JSON.stringify({ reason: 'Invalid', message: 'is invalid', details: { causes: [cause] } }));
  });
  expect(await withServer(server, (api) => api.apply(POOL))).toEqual({
    status: 422,
    reason: 'Invalid',
    message: 'is invalid',
    causes: [cause],
    warnings: ['old "field"', 'another, with a comma'],
  });
});

test('a kind that is not served is refused before anything is sent', async () => {
  const server = new FakeServer();
  const answer = await withServer(server, (api) => api.apply(POOL.replace('IPAddressPool', 'AddressPool')));
  expect(answer).toMatchObject({ status: 404, message: 'no kind AddressPool in metallb.io/v1beta1' });
  expect(server.requests).toEqual([]);
});

test('waiting ends when something is found, or with nothing', async () => {
  const api = new KubeApi('/nowhere');
  let asked = 0;
  expect(await api.waitFor(1000, () => Promise.resolve(++asked === 3 ? 'found' : undefined))).toBe('found');
  expect(await api.waitFor(30, () => Promise.resolve(undefined))).toBeUndefined();
});

test.each([
  ['299 - "plain"', 'plain'],
  ['299 kube "a \\"b\\" \\\\"', 'a "b" \\'],
  ['something else', 'something else'],
])('the warning %s', (header, text) => {
  expect(warningText(header)).toBe(text);
});

test('the controller and the CRDs it is given are of one version of MetalLB', () => {
  const pins = readFileSync(join(__dirname, '../../tools/crds/go.mod'), 'utf8');
  expect(pins).toContain(`go.universe.tf/metallb ${kubeVersions().metallb}\n`);
  expect(kubeVersions()['kube-apiserver']).toMatch(/^v1\.36\.\d+$/);
});
