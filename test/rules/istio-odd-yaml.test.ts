import { KubeObject } from '../../lib/manifests/document';
import { Manifests } from '../../lib/manifests/manifests';
import { anyHost } from '../../lib/rules/istio.any-host';
import { certificateReused } from '../../lib/rules/istio.certificate-reused';
import { entryConflict } from '../../lib/rules/istio.entry-conflict';
import { gatewayConflict } from '../../lib/rules/istio.gateway-conflict';
import { gatewayPortNotOnService } from '../../lib/rules/istio.gateway-port-not-on-service';
import { gatewayWithoutPods } from '../../lib/rules/istio.gateway-without-pods';
import { imageAuto } from '../../lib/rules/istio.image-auto';
import { noSecretAccess } from '../../lib/rules/istio.no-secret-access';
import { secretElsewhere } from '../../lib/rules/istio.secret-elsewhere';
import { secretKeys } from '../../lib/rules/istio.secret-keys';
import { sidecarConflict } from '../../lib/rules/istio.sidecar-conflict';
import { sidecarInvalid } from '../../lib/rules/istio.sidecar-invalid';
import { manifestsOf } from './istio-documents';

const RULES = [
  ...[gatewayConflict, certificateReused, gatewayPortNotOnService, gatewayWithoutPods, secretElsewhere, secretKeys, noSecretAccess],
  ...[anyHost, imageAuto, entryConflict, sidecarConflict, sidecarInvalid],
];
const ODD: unknown[] = [null, undefined, 0, true, '', 'x', '/', 'egde', 'constructor', [], [null], ['x', 5], {}, { name: [] }];

type Fields = Readonly<Record<string, unknown>>;

/** An object, and the same with each odd value in place of each of its fields, at any depth. */
function spoilt(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return ODD;
  }
  const entries = Object.entries(value as Fields);
  const inside = entries.flatMap(([key, item]) =>
    spoilt(item).map((odd) =>
      Array.isArray(value) ? value.map((one: unknown, at) => (at === Number(key) ? (odd ?? null) : one)) : { ...value, [key]: odd },
    ),
  );
  return [...ODD, ...inside];
}

const metadata = { name: 'x', namespace: 'edge' };
const tls = { mode: 'MUTUAL', credentialName: 'x', credentialNames: ['x', 'y'], serverCertificate: '/a', privateKey: '/b' };
const server = { port: { number: 443, name: 'x', protocol: 'HTTPS' }, bind: '10.0.0.1', hosts: ['a.com', '*/*'], tls };
const labels = { istio: 'edge', 'sidecar.istio.io/inject': 'false' };
const container = { name: 'istio-proxy', image: 'auto', args: ['router'], ports: [{ name: 'x', containerPort: 8443, hostPort: 1 }] };
const template = {
  metadata: { labels, annotations: { 'inject.istio.io/templates': 'gateway', 'sidecar.istio.io/inject': 'x' } },
  spec: { serviceAccountName: 'x', hostNetwork: 'x', containers: [container] },
};
const listener = { port: { number: 80, protocol: 'HTTP' }, bind: 'unix:///a', hosts: ['./*'], tls };
const GROUPS: readonly (readonly [apiVersion: string, kind: string, fields: Fields])[] = [
  ['networking.istio.io/v1', 'Gateway', { spec: { selector: { istio: 'edge' }, servers: [server] } }],
  ['networking.istio.io/v1', 'ServiceEntry', { spec: { hosts: ['a.com'], ports: [{ number: 1, protocol: 'TCP' }], exportTo: ['.'] } }],
  ['networking.istio.io/v1', 'Sidecar', { spec: { workloadSelector: { labels }, ingress: [listener], egress: [listener, listener] } }],
  ['apps/v1', 'Deployment', { spec: { template } }],
  ['v1', 'Service', { spec: { selector: { istio: 'edge' }, ports: [{ port: 1, targetPort: 'x', protocol: 'TCP' }] } }],
  ['v1', 'Secret', { data: { 'tls.crt': 'x' }, stringData: { 'tls.key': 'x' } }],
  ['v1', 'ServiceAccount', {}],
  ['cert-manager.io/v1', 'Certificate', { spec: { secretName: 'x' } }],
  ['rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list'], resourceNames: ['x'] }] }],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', { aggregationRule: { x: 1 } }],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'x' }, subjects: [{ kind: 'Group', name: 'x' }] }],
  ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', { roleRef: { kind: 'Role', name: 'x' }, subjects: [{ kind: 'User', name: 'x' }] }],
];

const good = GROUPS.map(([apiVersion, kind, fields]): KubeObject => ({ apiVersion, kind, metadata, ...fields }));
const namespaces = ODD.map((odd): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'edge', labels: odd as Labels },
}));
type Labels = KubeObject['metadata']['labels'];

/** Each odd object among good ones of all kinds, and twice. */
const worlds: Manifests[] = [
  manifestsOf(good),
  ...namespaces.map((namespace) => manifestsOf([...good, namespace])),
  ...GROUPS.flatMap(([apiVersion, kind, fields]) =>
    spoilt(fields)
      .filter((odd) => typeof odd === 'object' && odd !== null)
      .map((odd) => ({ apiVersion, kind, metadata, ...odd }))
      .map((odd) => manifestsOf([...good, odd, { ...odd, metadata: { name: 'y', namespace: 'shop' } }])),
  ),
];

// What a rule says has a place, and words for whatever is there.
test.each(RULES)('$id reads any YAML', ({ check }) => {
  const wrong = worlds
    .flatMap((manifests) => check(manifests))
    .filter(
      ({ origin, field = '', what, fix, allowed = '' }) =>
        !/^\w+\/\S/.test(origin) || what === '' || fix === '' || /undefined|\[object|NaN/.test(`${field} ${what} ${fix} ${allowed}`),
    );
  expect(wrong).toEqual([]);
});

test('they have something to read: each finds something wrong with it', () => {
  const silent = RULES.filter(({ check }) => !worlds.some((manifests) => check(manifests).length > 0)).map(({ id }) => id);
  expect(silent).toEqual([]);
});
