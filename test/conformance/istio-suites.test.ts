import { readWorlds, routes } from '../../conformance/runner/suites/routes';
import { readScenarios, traffic } from '../../conformance/runner/suites/traffic';
import { clientsThatChanged, failures, isWithin3Sigma, ofPods, sample } from '../../conformance/runner/traffic-cases/traffic-case';

describe('the suite routes', () => {
  const cases = routes.cases();

  test('asks at least 300 requests, of the clusters of main.ts and of at least 20 further worlds', () => {
    expect(cases.filter(({ request }) => request !== undefined).length).toBeGreaterThanOrEqual(300);
    expect(readWorlds().length).toBeGreaterThanOrEqual(22);
    expect(readWorlds().map(({ name }) => name)).toEqual(expect.arrayContaining(['minikube', 'bookinfo, at the edge']));
  });

  test('has a name for each case', () => expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length));

  test('notices any other answer to a request, and any word too much', () => {
    const aCase = cases.find(({ name }) => name === 'prefix: GET http://nas.lan/api/x')!;
    const right = { status: 200, backends: { 'api.default:80': 100 }, path: '/api/x', host: 'nas.lan' };
    expect(routes.difference(aCase, right)).toBeUndefined();
    expect(routes.difference(aCase, { ...right, path: '/api' })).toContain('expected');
    expect(routes.difference(aCase, { ...right, backends: { 'api.default:80': 99 } })).toContain('expected');
    expect(routes.difference(aCase, { ...right, location: '/x' })).toContain('expected');
  });

  test('notices what is wrong with a world as a whole', () => {
    const aCase = cases.find(({ name }) => name === 'prefix: accepted')!;
    expect(routes.difference(aCase, { problems: [], analysis: [] })).toBeUndefined();
    expect(routes.difference(aCase, { problems: ['bad'], analysis: [] })).toContain('bad');
  });
});

describe('the suite traffic', () => {
  test('has a name for each case', () => {
    const names = traffic.cases().map(({ name }) => name);
    expect(new Set(names).size).toBe(readScenarios().length);
  });

  test('notices any other verdict', () => {
    const [aCase] = traffic.cases();
    expect(traffic.difference(aCase, aCase.scenario.expect)).toBeUndefined();
    expect(traffic.difference(aCase, { ...aCase.scenario.expect, failed: 1 })).toContain('expected');
  });
});

describe('requests that are counted', () => {
  const answers = [{ pod: 'a-1', status: 200 }, { pod: 'b-1', status: 503 }, { status: 503 }];

  test('are told apart by the pod that answered', () => {
    expect(ofPods(answers, 'a')).toHaveLength(1);
    expect(failures(answers)).toBe(2);
  });

  test('are told apart by their client, which may come to several pods of one version', () => {
    const of = (client: number | undefined, ...pods: string[]) => pods.map((pod) => ({ pod, status: 200, client }));
    expect(clientsThatChanged([...of(undefined, 'web-v1-a', 'web-v1-b'), ...of(1, 'web-v2-a', 'web-v2-a')])).toBe(0);
    expect(clientsThatChanged([...of(undefined, 'web-v1-a', 'web-v2-a'), ...of(1, 'web-v2-a')])).toBe(1);
  });

  test.each([
    [100, true],
    [128, true],
    [129, false],
    [71, false],
  ])('%d of 1,000 within 3 sigma of 10 percent: %p', (count, within) => expect(isWithin3Sigma(count, 1000, 10)).toBe(within));

  test('are looked at twice where chance was against them, and not a third time', async () => {
    const load = { host: 'a', port: 80, count: 100 };
    const rounds = (...counts: number[]) => ({
      send: () => {
        const count = counts.shift()!;
        return Promise.resolve(Array.from({ length: 100 }, (_, index) => ({ pod: index < count ? 'b' : 'a', status: 200 })));
      },
    });
    expect(await sample(rounds(90, 12), load, 'b', 10)).toEqual({ within3Sigma: true, failed: 0 });
    expect(await sample(rounds(90, 80, 10), load, 'b', 10)).toEqual({ within3Sigma: false, failed: 0 });
  });
});
