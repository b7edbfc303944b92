import { Writer } from '../../conformance/runner/addresses/documents';
import { outcomeOf } from '../../conformance/runner/addresses/outcome';
import { allClasses, classOf } from '../../conformance/runner/addresses/refusal';
import { Step, worldsIn } from '../../conformance/runner/addresses/world';
import { StoredEvent } from '../../conformance/runner/kube-objects';
import { addresses, clusters } from '../../conformance/runner/suites/addresses';

const worlds = addresses.cases();

describe('the worlds', () => {
  test('are many, and each has a name of its own', () => {
    expect(worlds.length).toBeGreaterThanOrEqual(150);
    expect(new Set(worlds.map(({ name }) => name)).size).toBe(worlds.length);
  });

  test.each(worlds.map((world) => [world.name, world] as const))('%s: every expectation has a subject and a class', (_name, world) => {
    const subjects = world.steps.flatMap(({ pools = {}, advertisements = {}, objects = {}, services = {} }) => [
      'configuration',
      ...Object.keys(objects),
      ...Object.keys(pools).map((name) => `pool/${name}`),
      ...Object.keys(advertisements).map((name) => `advertisement/${name}`),
      ...Object.keys(services),
    ]);
    for (const [about, { refused, warned = [] }] of world.steps.flatMap(({ expect: expected }) => Object.entries(expected))) {
      expect(subjects).toContain(about);
      expect(allClasses()).toEqual(expect.arrayContaining([...warned, ...(refused === undefined ? [] : [refused])]));
    }
  });

  test('each is played once, only beside worlds of its mode', () => {
    const shares = clusters(worlds);
    expect(
      shares
        .flat()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(worlds.map(({ name }) => name).sort());
    shares.forEach((share) => expect(new Set(share.map(({ mode }) => JSON.stringify(mode))).size).toBe(1));
  });
});

describe('reading', () => {
  test('addresses as text, silence as a word, later steps after the first', () => {
    const [world] = worldsIn(`
      - world: short
        webhooks: true
        pools: { main: [10.0.0.0/30] }
        services: { web: {} }
        expect: { web: '10.0.0.0, fd00::1' }
        then: [{ delete: [web], expect: { other: pending, third: { refused: overlap } } }]`);
    expect(world).toMatchObject({ name: 'short', mode: { webhooks: true, bgpMode: 'frr-k8s' } });
    expect(world.steps.map((step) => step.expect)).toEqual([
      { web: { addresses: ['10.0.0.0', 'fd00::1'] } },
      { other: { pending: true }, third: { refused: 'overlap' } },
    ]);
  });
});

describe('writing', () => {
  const step: Step = {
    pools: { main: ['10.0.0.0/30'], far: { namespace: 'team', addresses: ['10.0.1.0/30'], autoAssign: false } },
    advertisements: { ad: { ipAddressPools: ['main'] } },
    services: {
      web: { 'metallb.io/address-pool': 'main', 'metallb.io/allow-shared-ip': 'main', ports: [80, '53/UDP'], spec: { type: 'NodePort' } },
    },
    expect: {},
  };

  test('a Service', () => {
    expect(new Writer('w1').services(step)[0].object).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'web',
        namespace: 'default',
        labels: undefined,
        annotations: { 'metallb.io/address-pool': 'w1-main', 'metallb.io/allow-shared-ip': 'main' },
      },
      spec: {
        type: 'NodePort',
        selector: { app: 'web' },
        ports: [
          { name: 'tcp-80', port: 80, protocol: 'TCP' },
          { name: 'udp-53', port: 53, protocol: 'UDP' },
        ],
      },
    });
  });

  test('pools and what refers to them carry the prefix of the world', () => {
    const writer = new Writer('w1');
    expect(writer.pools(step).map(({ about, object }) => [about, object.metadata, object.spec])).toEqual([
      ['pool/main', { name: 'w1-main', namespace: 'metallb-system' }, { addresses: ['10.0.0.0/30'] }],
      ['pool/far', { name: 'w1-far', namespace: 'team' }, { addresses: ['10.0.1.0/30'], autoAssign: false }],
    ]);
    expect(writer.advertisements(step)[0].object.spec).toEqual({ ipAddressPools: ['w1-main'] });
  });

  test('an empty pool annotation stays empty', () => {
    expect(new Writer('w1').service('web', { 'metallb.io/address-pool': '' }).metadata.annotations).toEqual({
      'metallb.io/address-pool': '',
    });
  });

  test('any other object by kind and name, in the version it has, and Nodes without a namespace', () => {
    const objects = {
      'BGPPeer/router': { myASN: 64500, peerASN: 64501, peerAddress: '10.0.0.1' },
      'Community/far': { namespace: 'team', communities: [] },
      'Node/worker': { labels: { side: 'left' } },
    };
    expect(new Writer('w1').advertisements({ objects })).toEqual([
      {
        about: 'BGPPeer/router',
        object: {
          apiVersion: 'metallb.io/v1beta2',
          kind: 'BGPPeer',
          metadata: { name: 'router', namespace: 'metallb-system' },
          spec: { myASN: 64500, peerASN: 64501, peerAddress: '10.0.0.1' },
        },
      },
      {
        about: 'Community/far',
        object: {
          apiVersion: 'metallb.io/v1beta1',
          kind: 'Community',
          metadata: { name: 'far', namespace: 'team' },
          spec: { communities: [] },
        },
      },
      { about: 'Node/worker', object: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'worker', labels: { side: 'left' } } } },
    ]);
  });
});

describe('what MetalLB says', () => {
  test.each([
    ['Failed to allocate IP for "default/b": ["10.0.0.21"] is not allowed in config', 'not-in-a-pool'],
    ['Failed to allocate IP for "default/b": ["<nil>"] is not allowed in config', 'pool-lacks-family'],
    ['Failed to allocate IP for "default/b": can\'t change sharing key for "default/b", address also in use by default/a', 'not-shared'],
    ['Failed to allocate IP for "default/b": port TCP/80 is already in use on "10.0.0.10"', 'port-taken'],
    ['Failed to allocate IP for "default/b": no available IPs', 'no-address'],
    ['Failed to allocate IP for "default/b": no available IPs in pool main', 'pool-exhausted'],
    ['configuration error: CIDR "10.0.0.0/31" in pool "b" overlaps with already defined CIDR "10.0.0.0/28"', 'overlap'],
    ['admission webhook "x.metallb.io" denied the request: resource must be created in metallb-system namespace', 'wrong-namespace'],
    ['Service uses deprecated annotation metallb.universe.tf/loadBalancerIPs', 'deprecated-annotation'],
    ['Failed to allocate IP for "default/b": invalid spec.loadBalancerIP "web"', 'not-an-address'],
    ['admission webhook "x.metallb.io" denied the request: parsing peer own missing local ASN', 'peer-asn'],
    ['admission webhook "x.metallb.io" denied the request: parsing community "far": invalid community format: near', 'not-a-community'],
    ['configuration error: native BGP mode only supports legacy communities, BGP community CR "a" has …', 'native-mode'],
    ['BGPPeer.metallb.io "port" is invalid: spec.peerPort: Invalid value: 20000', 'schema'],
    ['something new', 'something new'],
  ])('%s', (message, expected) => {
    expect(classOf(message)).toBe(expected);
  });
});

describe('the outcome of a Service', () => {
  const service = (...ips: string[]) => ({
    metadata: { name: 'web', uid: '1', resourceVersion: '1' },
    status: { loadBalancer: { ingress: ips.map((ip) => ({ ip })) } },
  });
  const event = (resourceVersion: string, message: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
    metadata: { name: 'event', uid: '9', resourceVersion },
    involvedObject: { kind: 'Service', name: 'web', uid: '1' },
    source: { component: 'metallb-controller' },
    type: 'Warning',
    reason: 'AllocationFailed',
    message,
    ...more,
  });
  const deprecated = event('3', 'Service uses deprecated annotation metallb.universe.tf/x', { reason: 'deprecatedAnnotation' });

  test('an address counts for more than an earlier refusal', () => {
    expect(outcomeOf(service('10.0.0.1'), [event('2', 'no available IPs')])).toEqual({ addresses: ['10.0.0.1'] });
  });

  test('of several refusals the last one written counts', () => {
    expect(outcomeOf(service(), [event('10', 'unknown pool "x"'), event('9', 'no available IPs')])).toEqual({ refused: 'unknown-pool' });
  });

  test('a warning stands beside it', () => {
    expect(outcomeOf(service('10.0.0.1'), [deprecated])).toEqual({ addresses: ['10.0.0.1'], warned: ['deprecated-annotation'] });
  });

  test('what others say, and what is said of others, does not count', () => {
    const others = [
      event('1', 'x', { involvedObject: { kind: 'Service', name: 'web', uid: '2' } }),
      event('2', 'repairing', { source: { component: 'ipallocator' } }),
    ];
    expect(outcomeOf(service(), [...others, event('3', 'Assigned', { type: 'Normal' })])).toEqual({ pending: true });
  });
});

describe('the difference', () => {
  const [world] = worldsIn('[{ world: x, pools: { main: [10.0.0.1/32] }, services: { web: {} }, expect: { web: 10.0.0.1 } }]');

  test.each<[string, any]>([
    ['another address', [{ web: { addresses: ['10.0.0.2'] } }]],
    ['one more warning', [{ web: { addresses: ['10.0.0.1'], warned: ['deprecated-annotation'] } }]],
    ['one more subject', [{ web: { addresses: ['10.0.0.1'] }, 'pool/x': { refused: 'overlap' } }]],
    ['a step too many', [{ web: { addresses: ['10.0.0.1'] } }, {}]],
    ['no step', []],
  ])('%s is noticed', (_what, answer) => {
    expect(addresses.difference(world, answer)).toBeDefined();
  });

  test('there is none when all is as expected', () => {
    expect(addresses.difference(world, [{ web: { addresses: ['10.0.0.1'] } }])).toBeUndefined();
  });

  test('that we compute otherwise is one, even where the expectation agrees', () => {
    const [wrong] = worldsIn('[{ world: x, pools: { main: [10.0.0.1/32] }, services: { web: {} }, expect: { web: 10.0.0.2 } }]');
    expect(addresses.difference(wrong, [{ web: { addresses: ['10.0.0.2'] } }])).toBe(
      'step 1: web: computed another automatic address, got {"addresses":["10.0.0.2"]}',
    );
  });
});
