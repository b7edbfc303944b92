import { noSecretAccess } from '../../lib/rules/istio.no-secret-access';
import { secretElsewhere } from '../../lib/rules/istio.secret-elsewhere';
import { secretKeys } from '../../lib/rules/istio.secret-keys';
import { checkYaml, gateway, object, proxies, server, tls } from './istio-yaml';

const edge = (credential: string, mode?: string) => gateway('shop/web', [server(443, 'HTTPS', 'a.com', tls(credential, mode))]);
const pods = proxies('edge/gateway');
const secret = (id: string, ...keys: string[]) =>
  object('v1', 'Secret', id, `stringData: { ${keys.map((key) => `"${key}": x`).join(', ')} }`);
const pair = ['tls.crt', 'tls.key'];

describe('istio.secret-elsewhere', () => {
  const check = checkYaml(secretElsewhere);
  const elsewhere = (title: string, name: string, field = 'credentialName') =>
    `[Gateway/web] istio.secret-elsewhere: spec.servers[0].tls.${field}: ${title} is in namespace "shop", and the pods of the gateway read only those of "edge". Fix: make Secret "${name}" in namespace "edge".`;
  test('a Secret beside the Gateway, whose pods are elsewhere', () => {
    expect(check(edge('web-tls'), pods, secret('shop/web-tls', ...pair))).toEqual([elsewhere('Secret "web-tls"', 'web-tls')]);
    expect(check(edge('kubernetes://web-tls'), pods, secret('shop/web-tls'))).toEqual([elsewhere('Secret "web-tls"', 'web-tls')]);
  });
  test('a Certificate there', () => {
    const certificate = object('cert-manager.io/v1', 'Certificate', 'shop/web', 'spec: { secretName: web-tls }');
    expect(check(edge('web-tls'), pods, certificate)).toEqual([elsewhere('Secret "web-tls" of Certificate "web"', 'web-tls')]);
  });
  test('one of several', () => {
    const two = gateway('shop/web', [server(443, 'HTTPS', 'a.com', 'tls: { credentialNames: [rsa, ecdsa] }')]);
    expect(check(two, pods, secret('edge/rsa'), secret('shop/ecdsa'))).toEqual([
      elsewhere('Secret "ecdsa"', 'ecdsa', 'credentialNames[1]'),
    ]);
  });
  test('the one of the authority, where the other has none', () => {
    const authority = secret('shop/web-tls-cacert', 'ca.crt');
    expect(check(edge('web-tls', 'MUTUAL'), pods, secret('edge/web-tls', ...pair), authority)).toEqual([
      elsewhere('Secret "web-tls-cacert"', 'web-tls-cacert'),
    ]);
    expect(check(edge('web-tls', 'MUTUAL'), pods, secret('edge/web-tls', ...pair, 'ca.crt'), authority)).toEqual([]);
    expect(check(edge('web-tls'), pods, secret('edge/web-tls', ...pair), authority)).toEqual([]);
  });
  test('the one of an authority alone, by either name', () => {
    const alone = gateway('shop/web', [
      server(443, 'HTTPS', 'a.com', 'tls: { mode: MUTUAL, credentialName: web-tls, caCertCredentialName: ca-cacert }'),
    ]);
    const own = secret('edge/web-tls', ...pair);
    expect(check(alone, pods, own, secret('shop/ca-cacert', 'ca.crt'))).toEqual([
      elsewhere('Secret "ca-cacert"', 'ca-cacert', 'caCertCredentialName'),
    ]);
    expect(check(alone, pods, own, secret('shop/ca', 'ca.crt'))).toEqual([elsewhere('Secret "ca"', 'ca', 'caCertCredentialName')]);
    expect(check(alone, pods, own, secret('shop/ca-cacert', 'ca.crt'), secret('edge/ca', 'ca.crt'))).toEqual([]);
  });
  const annotated = (key: string) => `{ annotations: { ${key}: "true" } }`;
  const [reflector, kubed] = ['reflector.v1.k8s.emberstack.com/reflection-allowed', 'kubed.appscode.com/sync'].map(annotated);
  const other = (kind: string, apiVersion: string, id: string, spec = '') => object(apiVersion, kind, id, spec);
  test.each([
    ['a Secret that is copied', [secret('shop/web-tls').replace('namespace: shop', `namespace: shop, ${kubed.slice(1, -1)}`)]],
    [
      'a Certificate whose Secret is copied',
      [other('Certificate', 'cert-manager.io/v1', 'shop/web', `spec: { secretName: web-tls, secretTemplate: ${reflector} }`)],
    ],
    ['several of the name', [secret('shop/web-tls'), secret('blog/web-tls')]],
  ])('a warning for %s', (_, made) => {
    expect(check(edge('web-tls'), pods, ...made)).toEqual([expect.stringMatching(/^warning .* is in namespace "shop"/)]);
  });
  test.each([
    ['by the name of the ExternalSecret', other('ExternalSecret', 'external-secrets.io/v1', 'edge/web-tls')],
    ['by its target', other('ExternalSecret', 'external-secrets.io/v1', 'edge/x', 'spec: { target: { name: web-tls } }')],
    ['by the name of the SealedSecret', other('SealedSecret', 'bitnami.com/v1alpha1', 'edge/web-tls')],
    ['by its template', other('SealedSecret', 'bitnami.com/v1alpha1', 'edge/x', 'spec: { template: { metadata: { name: web-tls } } }')],
  ])('not when the Secret is made with the pods %s', (_, made) => {
    expect(check(edge('web-tls'), pods, secret('shop/web-tls'), made)).toEqual([]);
  });
  test('an ExternalSecret elsewhere', () => {
    expect(check(edge('web-tls'), pods, other('ExternalSecret', 'external-secrets.io/v1', 'shop/web-tls'))).toEqual([
      elsewhere('Secret "web-tls" of ExternalSecret "web-tls"', 'web-tls'),
    ]);
  });
  test.each(['shop/web-tls', 'kubernetes://shop/web-tls', 'kubernetes-gateway://shop/web-tls'])(
    'the namespace of another in %s',
    (name) => {
      expect(check(edge(name), pods)).toEqual([
        '[Gateway/web] istio.secret-elsewhere: spec.servers[0].tls.credentialName: the Secret is named in namespace "shop", and the pods of the gateway may read only those of "edge". Fix: make the Secret in namespace "edge", and write its name alone.',
      ]);
    },
  );
  test.each([
    ['it is with the pods', [edge('web-tls'), pods, secret('edge/web-tls')]],
    ['one of the name is with the pods', [edge('edge/web-tls'), pods, secret('shop/web-tls'), secret('edge/web-tls')]],
    ['it is with some of the pods', [edge('web-tls'), pods, proxies('west/gateway'), secret('west/web-tls')]],
    ['it is not made here', [edge('web-tls'), pods, secret('shop/other')]],
    ['the pods are not made here', [edge('web-tls'), secret('shop/web-tls')]],
    ['it is no Secret', [edge('builtin://'), edge('configmap://shop/web-tls'), pods, secret('shop/web-tls')]],
  ])('not when %s', (_, texts) => expect(check(...texts)).toEqual([]));
});

describe('istio.secret-keys', () => {
  const check = checkYaml(secretKeys);
  const lacks =
    '[Gateway/web] istio.secret-keys: spec.servers[0].tls.credentialName: Secret "web-tls" in namespace "edge" has not a certificate and its key, so Istio closes all connections to the server. Allowed: the keys tls.crt and tls.key, or cert and key. Fix: correct the Secret.';
  test.each([[['crt', 'key']], [['tls.crt', 'key']], [['ca.crt']]])('without a pair: %j', (keys) => {
    expect(check(edge('web-tls'), pods, secret('edge/web-tls', ...keys))).toEqual([lacks]);
  });
  test('an empty value is none', () => {
    const empty = object('v1', 'Secret', 'edge/web-tls', 'data: { tls.crt: "", tls.key: eA== }');
    expect(check(edge('web-tls'), pods, empty)).toEqual([lacks]);
  });
  test('without the authority of clients', () => {
    expect(check(edge('web-tls', 'OPTIONAL_MUTUAL'), pods, secret('edge/web-tls', ...pair))).toEqual([
      'warning [Gateway/web] istio.secret-keys: spec.servers[0].tls.credentialName: Secret "web-tls" in namespace "edge" has not the authority of the clients, so Istio closes all connections to the server. Allowed: the key ca.crt, or cacert. Fix: add it to the Secret, or make Secret "web-tls-cacert" for it.',
    ]);
  });
  test('of an authority alone', () => {
    const alone = gateway('shop/web', [
      server(443, 'HTTPS', 'a.com', 'tls: { mode: MUTUAL, credentialName: web-tls, caCertCredentialName: ca-cacert }'),
    ]);
    const own = secret('edge/web-tls', ...pair);
    expect(check(alone, pods, own, secret('edge/ca', ...pair))).toEqual([
      '[Gateway/web] istio.secret-keys: spec.servers[0].tls.caCertCredentialName: Secret "ca" in namespace "edge" has not the authority of the clients, so Istio closes all connections to the server. Allowed: the key ca.crt, or cacert. Fix: correct the Secret.',
    ]);
    expect(check(alone, pods, own, secret('edge/ca-cacert', ...pair))).toHaveLength(1);
    expect(check(alone, pods, own, secret('edge/ca', 'ca.crt'))).toEqual([]);
  });
  test('a Secret of the authority comes before the other, right or wrong', () => {
    expect(check(edge('web-tls', 'MUTUAL'), pods, secret('edge/web-tls', ...pair, 'ca.crt'), secret('edge/web-tls-cacert', 'ca'))).toEqual([
      '[Gateway/web] istio.secret-keys: spec.servers[0].tls.credentialName: Secret "web-tls-cacert" in namespace "edge" has not the authority of the clients, so Istio closes all connections to the server. Allowed: the key ca.crt, or cacert. Fix: correct the Secret.',
    ]);
    expect(check(edge('web-tls', 'MUTUAL'), pods, secret('edge/web-tls', ...pair), secret('edge/web-tls-cacert', 'cacert'))).toEqual([]);
  });
  test('a warning where the pods are not made here, and no Secret of the name will do', () => {
    expect(check(edge('web-tls'), secret('edge/web-tls', 'crt'))).toEqual([`warning ${lacks}`]);
    expect(check(edge('web-tls'), secret('edge/web-tls', 'crt'), secret('shop/web-tls', ...pair))).toEqual([]);
  });
  test.each([
    ['it has both', [edge('web-tls'), pods, secret('edge/web-tls', ...pair)]],
    ['it has both, as Istio once called them', [edge('web-tls', 'MUTUAL'), pods, secret('edge/web-tls', 'cert', 'key', 'cacert')]],
    ['they are encoded', [edge('web-tls'), pods, object('v1', 'Secret', 'edge/web-tls', 'data: { tls.crt: eA==, tls.key: eA== }')]],
    ['something else fills it', [edge('web-tls'), pods, object('v1', 'Secret', 'edge/web-tls')]],
    ['it is not the one that is read', [edge('web-tls'), pods, secret('shop/web-tls', 'crt')]],
    [
      'the authority is of another credential',
      [
        gateway('a/b', [server(443, 'HTTPS', 'a.com', 'tls: { mode: MUTUAL, credentialName: web-tls, caCertCredentialName: ca }')]),
        pods,
        secret('edge/web-tls', ...pair),
      ],
    ],
    [
      'cert-manager makes it',
      [edge('web-tls', 'MUTUAL'), pods, object('cert-manager.io/v1', 'Certificate', 'edge/web', 'spec: { secretName: web-tls }')],
    ],
  ])('not when %s', (_, texts) => expect(check(...texts)).toEqual([]));
});

describe('istio.no-secret-access', () => {
  const check = checkYaml(noSecretAccess);
  const account = object('v1', 'ServiceAccount', 'edge/gateway');
  const [web, rbac] = [edge('web-tls'), 'rbac.authorization.k8s.io/v1'];
  const role = (rule = '{ apiGroups: [""], resources: [secrets], verbs: [get, watch, list] }', id = 'edge/secrets', kind = 'Role') =>
    object(rbac, kind, id, `rules: [${rule}]`);
  const binding = (subject: string, id = 'edge/secrets', kind = 'RoleBinding', ref = 'Role') =>
    object(rbac, kind, id, `roleRef: { kind: ${ref}, name: secrets }\nsubjects: [${subject}]`);
  const own = binding('{ kind: ServiceAccount, name: gateway }');
  const refused = [
    '[ServiceAccount/gateway] istio.no-secret-access: ServiceAccount "gateway" of gateway pods may not list Secrets, and Istio gives them no certificate for Gateway "shop/web". Fix: bind a Role to it that allows get, watch and list of secrets in namespace "edge".',
  ];
  test('no role at all', () => expect(check(web, pods, account)).toEqual(refused));
  test.each([
    ['a role for something else', role('{ apiGroups: [""], resources: [configmaps], verbs: ["*"] }'), own],
    ['a role for another group', role('{ apiGroups: [apps], resources: ["*"], verbs: ["*"] }'), own],
    ['a role that only gets', role('{ apiGroups: [""], resources: [secrets], verbs: [get] }'), own],
    ['a role for one Secret', role('{ apiGroups: [""], resources: [secrets], verbs: ["*"], resourceNames: [web-tls] }'), own],
    ['a binding of another account', role(), binding('{ kind: ServiceAccount, name: other }')],
    ['a binding of the account of another namespace', role(), binding('{ kind: ServiceAccount, name: gateway, namespace: shop }')],
    [
      'a binding in another namespace',
      role(undefined, 'shop/secrets'),
      binding('{ kind: ServiceAccount, name: gateway, namespace: edge }', 'shop/secrets'),
    ],
    [
      'a role of the name in another namespace',
      role(undefined, 'shop/secrets'),
      role('{ apiGroups: [""], resources: [pods], verbs: [list] }'),
      own,
    ],
    ['a binding of another group', role(), binding('{ kind: Group, name: "system:serviceaccounts:shop" }')],
  ])('%s', (_, ...more) => expect(check(web, pods, account, ...more)).toEqual(refused));
  test.each([
    ['the chart of Istio', role(), own],
    ['a role of everything', role('{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }'), own],
    ['its user', role(), binding('{ kind: User, name: "system:serviceaccount:edge:gateway" }')],
    ['all accounts of the namespace', role(), binding('{ kind: Group, name: "system:serviceaccounts:edge" }')],
    ['all accounts', role(), binding('{ kind: Group, name: "system:serviceaccounts" }')],
    [
      'a role of the cluster',
      role(undefined, 'x/secrets', 'ClusterRole'),
      binding('{ kind: ServiceAccount, name: gateway }', 'edge/x', 'RoleBinding', 'ClusterRole'),
    ],
    [
      'a binding of the cluster',
      binding('{ kind: ServiceAccount, name: gateway, namespace: edge }', 'x/x', 'ClusterRoleBinding', 'ClusterRole'),
    ],
    ['everybody', binding('{ kind: Group, name: "system:authenticated" }', 'x/x', 'ClusterRoleBinding', 'ClusterRole')],
    ['a role that is not made here', own],
    [
      'a role that is made of others',
      object(rbac, 'ClusterRole', 'x/secrets', 'aggregationRule: { clusterRoleSelectors: [] }\nrules: []'),
      binding('{ kind: ServiceAccount, name: gateway }', 'edge/x', 'RoleBinding', 'ClusterRole'),
    ],
  ])('not with %s', (_, ...more) => expect(check(web, pods, account, ...more)).toEqual([]));
  test.each([
    ['the account is not made here', [web, pods, object('v1', 'ServiceAccount', 'shop/gateway')]],
    ['no server reads a Secret', [gateway('shop/web', [server(80, 'HTTP', 'a.com')]), pods, account]],
    ['the Gateway is for others', [gateway('shop/web', [server(443, 'HTTPS', 'a.com', tls('x'))], '{ istio: west }'), pods, account]],
  ])('not when %s', (_, texts) => expect(check(...texts)).toEqual([]));
  test('pods that name no account have the one called default', () => {
    const found = check(web, proxies('edge/gateway', 'containers: []'), object('v1', 'ServiceAccount', 'edge/default'));
    expect(found).toEqual([expect.stringContaining('ServiceAccount "default" of gateway pods may not list Secrets')]);
  });
});
