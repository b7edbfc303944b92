import { Duration, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Dice } from '../../conformance/runner/addresses/dice';
import { randomRequests } from '../../conformance/runner/edge/random-requests';
import { randomRules } from '../../conformance/runner/edge/random-rules';
import { EdgeWorld, RuleSketch } from '../../conformance/runner/edge/world';
import { Backend } from '../../lib/core/backend';
import { Findings } from '../../lib/core/findings';
import { Severity } from '../../lib/core/problem';
import { Problems } from '../../lib/core/problems';
import { IstioDelegateRoute } from '../../lib/istio/istio-delegate-route';
import { IstioGateway } from '../../lib/istio/istio-gateway';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { IstioServer } from '../../lib/istio/istio-server';
import { RouteOutcome, RouteRequest } from '../../lib/routing/evaluation';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpRule } from '../../lib/routing/http-rule';
import { Listener } from '../../lib/routing/listener';
import { ReadRule } from '../../lib/routing/read-rule';
import { readRules } from '../../lib/routing/read-rules';
import { RouteModel } from '../../lib/routing/route-model';
import { Host } from '../../lib/values/host';
import { chartWith } from '../support/charts';
import { readVirtualService } from '../support/virtual-service-reader';

// What rules mean is not changed by writing them down for Istio: documents are read back as istiod reads them, and asked for the same.

const SETS = 500;
const REQUESTS = 20;
const FIRST_SEED = 1;

interface RuleSet {
  readonly rules: readonly HttpRule[];
  /** The rules of a delegate, to which the first rule hands its requests. */
  readonly delegated?: readonly HttpRule[];
}

interface Written {
  readonly model: RouteModel;
  readonly documents: () => Record<string, any>[];
  /** Fields of errors, by the construct they are of: the route or the delegate. */
  readonly errors: readonly string[];
}

function write({ rules, delegated }: RuleSet): Written {
  let gateway: IstioGateway | undefined;
  const chart = chartWith((scope) => {
    gateway = new IstioGateway(scope, 'gateway', { servers: [IstioServer.http({ hosts: ['*'] })] });
    const first = delegated && HttpAction.toRoute(new IstioDelegateRoute(scope, 'delegate', { namespace: 'books', rules: [...delegated] }));
    const all = rules.map((rule, index): HttpRule =>
      index === 0 && first ? { name: rule.name, matches: rule.matches, action: first } : rule,
    );
    new IstioGatewayRoute(scope, 'route', { gateway, hosts: ['*'], rules: all });
  });
  const problems = Problems.of(chart).list();
  const errors = problems
    .filter(({ severity }) => severity === Severity.ERROR)
    .map(({ path, field }) => `${path.split('/')[1]} ${field ?? ''}`);
  return { model: gateway!.routeModel(), documents: () => Testing.synth(chart) as Record<string, any>[], errors };
}

/** A set of rules by chance, without those that are in error. */
function randomSet(dice: Dice): RuleSet {
  const rules = withoutErrors(randomRules(dice, 'rule'));
  if (rules.length === 0 || !dice.percent(30)) {
    return { rules };
  }
  const isMerged = (leaf: HttpRule): boolean => write({ rules: rules.slice(0, 1), delegated: [leaf] }).errors.length === 0;
  const delegated = withoutErrors(randomRules(dice, 'leaf')).filter(isMerged);
  return delegated.length === 0 ? { rules } : { rules, delegated };
}

function withoutErrors(rules: readonly HttpRule[]): readonly HttpRule[] {
  const { errors } = write({ rules });
  return rules.filter((_, index) => !errors.some((error) => error.startsWith(`route rules[${index}]`)));
}

/** Sets that have something to say, with what is written of them. */
const sets: (RuleSet & Written & { readonly seed: number; readonly dice: Dice })[] = [];
let leftOut = 0;

beforeAll(() => {
  for (let seed = FIRST_SEED; sets.length < SETS && leftOut < SETS; seed++) {
    const dice = new Dice(seed);
    const set = randomSet(dice);
    const written = write(set);
    if (set.rules.length === 0 || written.errors.length > 0) {
      leftOut++;
    } else {
      sets.push({ seed, dice, ...set, ...written });
    }
  }
});

const HTTP: Listener = { port: 80, protocol: 'HTTP', hosts: [{ host: Host.parse('*'), namespace: '*' }], httpsRedirect: false };

function readBack(documents: Record<string, any>[]): RouteModel {
  const virtualServices = documents.filter(({ kind }) => kind === 'VirtualService');
  const roots = virtualServices.filter(({ spec }) => spec.hosts !== undefined);
  const named = virtualServices.map(({ metadata, ...rest }) => ({ ...rest, metadata: { namespace: 'default', ...metadata } }));
  const routes = roots.map(({ metadata, ...rest }) => {
    const read = readVirtualService({ ...rest, metadata: { namespace: 'default', ...metadata } }, named);
    return { path: 'read', listeners: [HTTP], ...read };
  });
  return RouteModel._of({ listeners: [HTTP], routes });
}

function requestsFor(dice: Dice, { rules, delegated }: RuleSet): RouteRequest[] {
  const server = { server: IstioServer.http({ hosts: ['*'] }), port: 80, hosts: ['*'], mode: 'http' } as const;
  const sketches = [...rules, ...(delegated ?? [])] as RuleSketch[];
  const world: EdgeWorld = {
    ownWorkload: false,
    gateways: [{ name: 'gateway', namespace: 'default', servers: [server] }],
    routes: [{ name: 'route', namespace: 'default', gateway: 0, hosts: ['*'], rules: sketches }],
  };
  return randomRequests(dice, world, REQUESTS);
}

/** Jest takes its time to find things equal. */
function compare(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    expect(found).toEqual(wanted);
  }
}

/** Where the rule is written is another matter. */
function meaningOf({ route, rule, ...meaning }: RouteOutcome): Partial<RouteOutcome> {
  return { ...meaning, rule: rule === undefined ? undefined : 'some', route: route === undefined ? undefined : 'some' };
}

test(`${SETS} sets of rules mean the same once they are written and read back`, () => {
  const results: Record<string, number> = {};
  for (const { seed, dice, model, documents, ...set } of sets) {
    const read = readBack(documents());
    for (const request of requestsFor(dice, set)) {
      const outcome = model.evaluate(request);
      results[outcome.result] = (results[outcome.result] ?? 0) + 1;
      compare({ seed, request, outcome: meaningOf(read.evaluate(request)) }, { seed, request, outcome: meaningOf(outcome) });
    }
  }
  const handedOver = sets.filter(({ delegated }) => delegated !== undefined).length;
  console.log(
    `seeds from ${FIRST_SEED}: ${sets.length} sets, ${handedOver} with a delegate, ${leftOut} left out; ${JSON.stringify(results)}`,
  );
  expect(sets).toHaveLength(SETS);
  // Every kind of answer is there, or the comparison would prove little.
  expect(Object.values(results)).toHaveLength(4);
  expect(Math.min(...Object.values(results))).toBeGreaterThan(SETS);
  expect(handedOver).toBeGreaterThan(SETS / 20);
});

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** As much of a rule as no outcome shows. */
function unseen({ name, filters }: ReadRule): unknown {
  const { rewrite, ...others } = filters;
  const plain = (_: string, value: unknown): unknown => {
    if (isEmpty(value)) {
      return undefined; // no change of a header
    }
    if (value instanceof Duration) {
      return value.toMilliseconds();
    }
    if (value instanceof Backend) {
      return { namespace: 'default', ...value._resolve() };
    }
    return value;
  };
  const written = JSON.stringify({ name, ...others, host: rewrite?.host }, plain);
  return JSON.parse(written.replaceAll(/"field":"[^"]*",?/g, ''));
}

test('and keep their timeouts, retries, faults, headers and mirrors', () => {
  for (const { seed, rules, documents } of sets.filter(({ delegated }) => delegated === undefined)) {
    const wanted = readRules(Findings.of(new Construct(undefined as any, '')), [...rules]);
    const virtualService = documents().find(({ kind }) => kind === 'VirtualService')!;
    const read = readVirtualService({ ...virtualService, metadata: { namespace: 'default' } }).rules;
    for (const rule of read) {
      compare({ seed, rule: unseen(rule) }, { seed, rule: unseen(wanted.find(({ name }) => name === rule.name)!) });
    }
  }
});
