import { readAnswers } from '../../conformance/runner/answers';
import { differences, EdgeAnswer, edgeDifference, toAnswer } from '../../conformance/runner/edge/answer';
import { whyFalseAlarm } from '../../conformance/runner/edge/false-alarms';
import { FAULTS } from '../../conformance/runner/edge/faults';
import { RandomWorld, randomWorld, randomWorlds } from '../../conformance/runner/edge/generator';
import { outcomesOf } from '../../conformance/runner/edge/ours';
import { observed, toCall } from '../../conformance/runner/edge/outcome';
import { OurProblem, problemsOf } from '../../conformance/runner/edge/problems';
import { verdictDifferences } from '../../conformance/runner/edge/verdicts';
import { EdgeWorld, ServerSketch } from '../../conformance/runner/edge/world';
import { randomRoutes } from '../../conformance/runner/suites/random-routes';
import { Backend, HttpAction, IstioServer, PathMatch, SecretRef, ServerTls } from '../../lib';

const forward = HttpAction.forward(Backend.fromName('web', { port: 8000, namespace: 'default' }));
const world: EdgeWorld = {
  ownWorkload: false,
  gateways: [
    {
      name: 'edge',
      namespace: 'edge',
      servers: [{ server: IstioServer.http({ hosts: ['*.example.com'] }), port: 80, hosts: ['*.example.com'], mode: 'http' }],
    },
  ],
  routes: [
    {
      name: 'shop',
      namespace: 'default',
      gateway: 0,
      hosts: ['a.example.com'],
      rules: [{ name: 'api', matches: [{ path: PathMatch.prefix('/api') }], action: forward }],
    },
  ],
};

describe('the random worlds', () => {
  const worlds = randomWorlds(30, 1);
  const written = JSON.stringify(worlds.map(({ requests }) => requests));

  test('are the same for the same seed, which their names carry', () => {
    expect(randomWorld(7).requests).toEqual(worlds[6].requests);
    expect(worlds[6].name).toBe('seed 7');
    expect(randomWorld(7).expected).toEqual(worlds[6].expected);
  });

  test('have twenty requests each, one to three gateways and no error of ours', () => {
    worlds.forEach(({ requests, world: { gateways }, problems }) => {
      expect(requests).toHaveLength(20);
      expect([1, 2, 3]).toContain(gateways.length);
      expect(problems.filter(({ isError }) => isError)).toEqual([]);
    });
  });

  test.each(['https://', ':8443', 'hasClientCertificate', '"sni"', '"host":', '"POST"', '%2F', '/../', '?', 'x-canary', 'cookie'])(
    'of requests they try %s',
    (word) => expect(written.toLowerCase()).toContain(word.toLowerCase()),
  );

  test('come to every kind of end', () => {
    const outcomes = worlds.flatMap(({ expected }) => expected);
    expect(outcomes.filter(({ backends }) => backends !== undefined).length).toBeGreaterThan(150);
    expect(outcomes.filter(({ location }) => location !== undefined).length).toBeGreaterThan(30);
    expect(outcomes.filter(({ closed }) => closed).length).toBeGreaterThan(30);
    expect(outcomes.filter(({ status }) => status === 404).length).toBeGreaterThan(50);
    expect(outcomes.filter(({ mirrors }) => mirrors !== undefined).length).toBeGreaterThan(5);
    expect(outcomes.filter(({ backends }) => Object.keys(backends ?? {}).length > 1).length).toBeGreaterThan(20);
  });
});

test.each(Object.entries(FAULTS))('a fault that is put in is reported as %s', (id, fault) => {
  const tls = ServerTls.simple(SecretRef.fromName('tls-1'));
  const hosts = ['a.example.com'];
  const secure: ServerSketch = { server: IstioServer.https({ hosts, tls }), port: 443, hosts, mode: 'simple', secret: 'tls-1' };
  const [edge] = world.gateways;
  const made = fault({ ...world, gateways: [{ ...edge, servers: [...edge.servers, secure] }] });
  expect(problemsOf(made!).map((problem) => problem.id)).toContain(id);
});

describe('a request', () => {
  test('is sent as the model is asked', () => {
    expect(
      toCall({ url: 'https://a.example.com:8443/x?y=1', headers: { host: 'b.example.com', 'x-a': '1' }, hasClientCertificate: true }),
    ).toEqual({
      ...{ host: 'b.example.com', path: '/x?y=1', port: 8443, tls: true, sni: 'a.example.com' },
      ...{ headers: { 'x-a': '1' }, certificate: 'trusted', method: undefined },
    });
    expect(toCall({ url: 'http://a.example.com:8080/' })).toMatchObject({ host: 'a.example.com:8080', port: 8080, sni: undefined });
  });

  test('has the outcome that Envoy tells', () => {
    const request = { url: 'http://a/x' };
    const cluster = 'outbound|8000|v1|web.shop.svc.cluster.local';
    const upstream = { method: 'GET', host: 'a', path: '/x', headers: {} };
    const route = { name: 'rule', route: { cluster } };
    expect(observed(request, { status: 200, cluster, route, upstream, details: 'via_upstream', millis: 1 })).toEqual({
      ...{ rule: 'rule', status: 200, backends: { 'web.shop:8000/v1': 100 }, path: '/x', host: 'a' },
    });
    expect(observed(request, { status: 200, cluster, route: { route: { cluster } }, upstream, millis: 1 })).toEqual({
      ...{ status: 200, backends: { 'web.shop:8000/v1': 100 } },
    });
    expect(observed(request, { closed: 'reset', millis: 1 })).toEqual({ closed: true });
    expect(observed(request, { status: 301, location: 'http://b:80/x', details: 'direct_response', millis: 1 })).toEqual({
      ...{ status: 301, location: 'http://b/x' },
    });
  });
});

describe('what we say of a world', () => {
  const requests = [{ url: 'http://a.example.com/api/x' }];
  const random: RandomWorld = { name: 'sketch', seed: 1, world, problems: [], requests, expected: outcomesOf(world, requests) };
  const right = { rule: 'api', status: 200, backends: { 'web.default:8000': 100 }, path: '/api/x', host: 'a.example.com' };
  const answer = (outcome: object, verdict: string[] = []): EdgeAnswer => ({ verdict, outcomes: [outcome] });

  test('is nothing to say where the answer is ours', () => expect(edgeDifference(random, answer(right))).toBeUndefined());

  test.each([
    ['another rule', { ...right, rule: 'web' }],
    ['another backend', { ...right, backends: { 'api.default:8000': 100 } }],
    ['another path', { ...right, path: '/api' }],
    ['another host', { ...right, host: 'b.example.com' }],
    ['a copy', { ...right, mirrors: ['api.default:8000'] }],
    ['no answer', { closed: true }],
  ])('%s is noticed', (_what, outcome) => expect(differences(random, answer(outcome))).toHaveLength(1));

  test('a warning that we do not have is noticed, and so is a world that cannot be asked', () => {
    expect(edgeDifference(random, answer(right, ['IST0101 VirtualService default/shop']))).toBe(
      'not said by us: IST0101 VirtualService default/shop',
    );
    const failed = toAnswer(random, { id: 'sketch', problems: null, error: 'istiod panicked', calls: null }, undefined);
    expect(edgeDifference(random, failed)).toContain('istiod panicked');
  });
});

describe('a verdict', () => {
  const problem = (id: string): OurProblem => ({ id, isError: true, construct: 'shop', what: '' });

  test('shows the problem, or there is a reason why not', () => {
    const line = 'IST0101 VirtualService default/shop';
    expect(verdictDifferences([line], [problem('istio.unknown-subset')], world)).toEqual([]);
    expect(verdictDifferences([], [problem('istio.unknown-subset')], world)).toEqual(['nothing is said to istio.unknown-subset']);
    expect(verdictDifferences([], [problem('istio.split-host')], world)).toEqual([]);
    expect(verdictDifferences([line], [problem('istio.split-host')], world)).toEqual([`not said by us: ${line}`]);
    expect(verdictDifferences([], [problem('istio.new')], world)).toEqual(['no answer is known to istio.new']);
  });

  test('that two prefixes overlap may be wrong, by what istiod does not compare', () => {
    const covered = (later: object) => {
      const rules = [{ path: PathMatch.startsWith('/a') }, { path: PathMatch.startsWith('/ab'), ...later }];
      const named = rules.map((match, index) => ({ name: `rule-${index}`, matches: [match], action: forward }));
      const line =
        'VirtualService/default/shop: semantic warning: virtualService rule "rule-1" match #0 of prefix /ab is not used (duplicate/overlapping match in rule #0 of prefix /a on "rule-0")';
      return whyFalseAlarm(line, { ...world, routes: [{ ...world.routes[0], rules: named }] });
    };
    expect(covered({})).toBeUndefined();
    expect(covered({ ignorePathCase: true })).toContain('istiod does not compare');
    expect(whyFalseAlarm('VirtualService/default/shop: semantic error: anything', world)).toBeUndefined();
  });
});

test('of the sample that is kept, every request agrees, and every kind of end is there', () => {
  const answers = readAnswers('random-routes')!.answers as Record<string, EdgeAnswer>;
  const outcomes = randomRoutes.cases().flatMap(({ name }) => answers[name].outcomes);
  expect(outcomes).toHaveLength(600);
  expect(outcomes.some(({ closed }) => closed)).toBe(true);
  expect(outcomes.some(({ mirrors }) => mirrors !== undefined)).toBe(true);
  expect(randomRoutes.cases().flatMap((one) => differences(one, answers[one.name]))).toEqual([]);
});
