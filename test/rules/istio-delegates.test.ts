import { delegateMatch } from '../../lib/rules/istio.delegate-match';
import { unknownDelegate } from '../../lib/rules/istio.unknown-delegate';
import { checkOf, route } from './istio-documents';

const TO_WEB = [{ destination: { host: 'web' } }];

describe('istio.delegate-match', () => {
  const check = checkOf(delegateMatch);
  const root = (path: string, match: unknown, name = 'leaf') =>
    route(path, { hosts: ['a.com'], gateways: ['edge/public'], http: [{ match, delegate: { name, namespace: 'shop' } }] });
  const leaf = (match: unknown, path = 'leaf') => route(path, { http: [{ match, route: TO_WEB }] });
  const uri = (value: object) => [{ uri: value }];

  test('a path outside of the one that leads to it', () => {
    expect(check([root('root', uri({ prefix: '/a' })), leaf([{ uri: { prefix: '/a/x' } }, { uri: { prefix: '/b' } }])])).toEqual([
      '[VirtualService/leaf] istio.delegate-match: spec.http[0].match[1].uri: no request that VirtualService "shop/root" delegates here can match this uri as well, so Istio drops the whole route. Fix: match within what is delegated: "uri" has to ask for the same, or for more.',
    ]);
  });

  // What istiod drops, be it that some requests would match both.
  test.each<[string, object, object]>([
    ['a prefix for an exact path', { uri: { exact: '/a' } }, { uri: { prefix: '/a' } }],
    ['another exact path', { uri: { exact: '/a' } }, { uri: { exact: '/b' } }],
    ['a wider prefix', { uri: { prefix: '/a/b' } }, { uri: { prefix: '/a' } }],
    ['an exact path outside', { uri: { prefix: '/a' } }, { uri: { exact: '/b' } }],
    ['a regular expression', { uri: { prefix: '/a' } }, { uri: { regex: '/a.*' } }],
    ['anything within a regular expression', { uri: { regex: '/a.*' } }, { uri: { exact: '/ab' } }],
    ['a header that has only to be there', { headers: { x: {} } }, { headers: { x: { exact: '1' } } }],
    ['another header', { headers: { x: { exact: '2' } } }, { headers: { x: { exact: '1' } } }],
    ['another query', { queryParams: { x: { exact: '2' } } }, { queryParams: { x: { exact: '1' } } }],
    ['another method', { method: { exact: 'GET' } }, { method: { exact: 'PUT' } }],
    ['other letters', { uri: { prefix: '/a' } }, { uri: { prefix: '/a' }, ignoreUriCase: true }],
    ['another port', { port: 80 }, { port: 443 }],
    ['no namespace', { sourceNamespace: 'a' }, { uri: { prefix: '/' } }],
    ['other labels', { sourceLabels: { a: 'b' } }, { sourceLabels: { a: 'c' } }],
    ['another gateway', { gateways: ['edge/a'] }, { gateways: ['edge/a', 'edge/b'] }],
  ])('%s', (_, outer, inner) => expect(check([root('root', [outer]), leaf([inner])])).toHaveLength(1));

  test.each<[string, object, object]>([
    ['a narrower prefix', { uri: { prefix: '/a' } }, { uri: { prefix: '/a/b' } }],
    ['an exact path within', { uri: { prefix: '/a' } }, { uri: { exact: '/ab' } }],
    ['the same', { uri: { exact: '/a' } }, { uri: { exact: '/a' } }],
    ['something else as well', { uri: { prefix: '/a' } }, { headers: { x: { exact: '1' } } }],
    ['the same gateway by its short name', { gateways: ['shop/a'] }, { gateways: ['a'] }],
    ['a label more', { sourceLabels: { a: 'b' } }, { sourceLabels: { a: 'b', c: 'd' } }],
  ])('not %s', (_, outer, inner) => expect(check([root('root', [outer]), leaf([inner])])).toEqual([]));

  test('not where one of the ways to it agrees', () => {
    const inner = leaf(uri({ prefix: '/a/x' }));
    expect(check([root('root', [...uri({ prefix: '/b' }), ...uri({ prefix: '/a' })]), inner])).toEqual([]);
    expect(check([root('one', uri({ prefix: '/b' })), root('two', uri({ prefix: '/a' })), inner])).toEqual([]);
    expect(check([root('one', uri({ prefix: '/b' })), root('two', uri({ prefix: '/c' })), inner])).toHaveLength(1);
  });
  test('not where one of the two asks for nothing, or nobody delegates', () => {
    expect(check([root('root', undefined), leaf(uri({ prefix: '/a' }))])).toEqual([]);
    expect(check([root('root', uri({ prefix: '/a' })), leaf(undefined)])).toEqual([]);
    expect(check([root('root', uri({ prefix: '/a' }), 'other'), leaf(uri({ prefix: '/b' }))])).toEqual([]);
  });
});

describe('istio.unknown-delegate', () => {
  const check = checkOf(unknownDelegate);
  const web = (path: string, spec: object = {}) => route(path, { hosts: ['x.a.com'], gateways: ['edge/public'], ...spec });
  const from = (delegate: object, spec: object = {}) => web('root', { http: [{ delegate }], ...spec });
  const target = (path: string, spec: object = {}) => route(path, { http: [{ route: TO_WEB }], ...spec });
  test('one that is in another namespace', () => {
    expect(check([from({ name: 'web' }), target('blog/web')])).toEqual([
      '[VirtualService/root] istio.unknown-delegate: spec.http[0].delegate: there is no VirtualService "web" in namespace "shop", and one in "blog", so the route vanishes. Fix: set namespace to "blog".',
    ]);
  });
  test('a warning where none is here', () => {
    expect(check([from({ name: 'web', namespace: 'blog' })])).toEqual([
      'warning [VirtualService/root] istio.unknown-delegate: spec.http[0].delegate: there is no VirtualService "web" in namespace "blog" here, without which the route vanishes. Fix: name one of this cluster, or see that it exists.',
    ]);
  });
  test('one that has hosts', () => {
    expect(check([from({ name: 'web' }), web('web')])).toEqual([
      '[VirtualService/root] istio.unknown-delegate: spec.http[0].delegate: VirtualService "shop/web" has hosts, and so none can delegate to it: the route vanishes. Fix: name one without hosts, or drop its hosts and gateways.',
    ]);
  });
  test('one that is not exported here', () => {
    expect(check([from({ name: 'web', namespace: 'blog' }), target('blog/web', { exportTo: ['.'] })])).toEqual([
      '[VirtualService/root] istio.unknown-delegate: spec.http[0].delegate: VirtualService "blog/web" is not exported to namespace "shop", so the route vanishes. Fix: add "shop" to its exportTo.',
    ]);
  });
  test('one that delegates itself', () => {
    const middle = route('middle', { http: [{ delegate: { name: 'web' } }] });
    expect(check([from({ name: 'middle' }), middle, target('web')])).toEqual([
      '[VirtualService/middle] istio.unknown-delegate: spec.http[0].delegate: a VirtualService without hosts, which others delegate to, cannot delegate itself: Istio refuses it. Fix: move the routes here, or delegate to both from the one with hosts.',
    ]);
  });
  test.each([
    ['at home', [from({ name: 'web' }), target('web', { exportTo: ['.'] })]],
    ['exported to all', [from({ name: 'web', namespace: 'blog' }), target('blog/web')]],
    ['exported here', [from({ name: 'web', namespace: 'blog' }), target('blog/web', { exportTo: ['shop'] })]],
  ])('not when it is %s', (_, objects) => expect(check(objects)).toEqual([]));
});
