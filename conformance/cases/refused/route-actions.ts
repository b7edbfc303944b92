import { Duration } from 'cdk8s';
import { ResponseBody } from '../../../lib/routing/direct-response';
import { HttpAction } from '../../../lib/routing/http-action';
import { HttpRule } from '../../../lib/routing/http-rule';
import { policy, RefusedCase, refused, silent } from './case';
import { EDGE, TO_WEB, virtualService, WEB, world } from './documents';
import { BACKEND, FORWARD, HOST, httpRuleCase, routeOf, SERVED, told } from './http-rule-case';

// What happens to the requests of a rule: backends and direct responses (facts: Istio, VirtualService).

const LARGE = 102_401;
const TOO_LARGE = 1_048_577;
const NEW = HttpAction.redirect({ host: 'new.example.com' });
const responding = (status: number, body?: ResponseBody): Partial<HttpRule> => ({ action: HttpAction.respond({ status, body }) });
const response = (text: string): string => `directResponse: { status: 202, body: { ${text} } }`;
const shared = (...weights: number[]): string =>
  `route: [${weights.map((weight) => `{ destination: { host: web }, weight: ${weight} }`).join(', ')}]`;
const sharing = (...weights: number[]): Partial<HttpRule> => ({
  action: HttpAction.split(weights.map((weight) => ({ backend: BACKEND, weight }))),
});

const responses: readonly RefusedCase[] = [
  httpRuleCase(
    'a response with a status below 200',
    ['response.status', 'action.status'],
    responding(100),
    ['directResponse: { status: 100 }', 'directResponse: { status: 204 }'],
    refused('status'),
  ),
  httpRuleCase(
    'a response with a status that no answer has',
    ['response.status', 'action.status'],
    responding(600),
    ['directResponse: { status: 600 }', 'directResponse: { status: 599 }'],
    told('no answer', '599'),
  ),
  httpRuleCase(
    'a redirect to what the same rule redirects',
    ['redirect.loop', 'action'],
    { action: HttpAction.redirect({ host: HOST }) },
    [`redirect: { authority: ${HOST} }`, 'redirect: { authority: new.example.com }'],
    told(`301 http://${HOST}/`, '301 http://new.example.com/'),
  ),
  httpRuleCase(
    'a response of more than 1 MiB',
    ['response.body', 'action.body'],
    responding(202, ResponseBody.text('x'.repeat(TOO_LARGE))),
    [TOO_LARGE, 1].map((length) => response(`string: "${'x'.repeat(length)}"`)) as [string, string],
    refused('must be less than 1MB'),
  ),
  httpRuleCase(
    'a response that is not Base64',
    ['response.body', 'action.body'],
    responding(202, ResponseBody.base64('eA')),
    [response('bytes: eA'), response('bytes: eA==')],
    refused('bytes'),
  ),
  httpRuleCase(
    'a response of more than 100 KiB',
    ['response.large-body', 'action.body'],
    responding(202, ResponseBody.text('x'.repeat(LARGE))),
    [LARGE, 1].map((length) => response(`string: "${'x'.repeat(length)}"`)) as [string, string],
    silent({ answers: ['202'], analyzer: 'IST0133' }, { answers: ['202'] }),
  ),
];

const backends: readonly RefusedCase[] = [
  httpRuleCase('no backend', ['route.no-backends', 'action'], sharing(), ['route: []', TO_WEB], refused('is required')),
  httpRuleCase(
    'shares of less than 100 percent',
    ['percentage.sum', 'action'],
    sharing(50, 20),
    [shared(50, 20), shared(50, 50)],
    policy({ answers: [SERVED] }),
  ),
  httpRuleCase(
    'a negative share',
    ['percentage.range', 'action[0].weight'],
    sharing(-1),
    [shared(-1, 100), shared(1, 100)],
    refused('weight'),
  ),
  httpRuleCase(
    'a subset that is none',
    ['name.syntax', 'action'],
    { action: HttpAction.forward(BACKEND, { subset: 'V_1' }) },
    ['route: [{ destination: { host: web, subset: V_1 } }]', TO_WEB],
    refused('subset name is invalid'),
  ),
  httpRuleCase(
    'a rewrite of what is redirected',
    ['route.not-forwarded', 'rewrite'],
    { action: NEW, rewrite: { host: 'example.com' } },
    ['redirect: { uri: /new }, rewrite: { authority: example.com }', 'redirect: { uri: /new }'],
    refused('cannot contain both rewrite and redirect'),
  ),
  httpRuleCase(
    'a fault in what is redirected',
    ['route.not-forwarded', 'timeout'],
    { action: NEW, timeout: Duration.seconds(1) },
    ['redirect: { uri: /new }, timeout: 1s', 'redirect: { uri: /new }'],
    policy({ answers: ['301 http://shop.example.com/new'] }),
  ),
  httpRuleCase(
    'a word that is not known',
    ['route.unknown-word', 'match'],
    { match: [] } as object,
    [`matches: [], ${TO_WEB}`, `match: [], ${TO_WEB}`],
    refused('matches'),
  ),
  {
    name: 'rules: two of one name',
    ours: (chart) =>
      routeOf(chart, {
        rules: [
          { name: 'new', action: NEW, matches: [{ headers: [], port: 80 }] },
          { name: 'new', action: FORWARD },
        ],
      }),
    problem: ['route.duplicate-name', 'IstioGatewayRoute.rules[1].name'],
    ask: 'istio',
    raw: {
      wrong: world(WEB, EDGE, virtualService(`{ name: new, match: [{ port: 8080 }], redirect: { uri: /new } }, { name: new, ${TO_WEB} }`)),
      right: world(WEB, EDGE, virtualService(`{ name: new, match: [{ port: 8080 }], redirect: { uri: /new } }, { name: old, ${TO_WEB} }`)),
    },
    requests: [{ host: HOST }],
    expect: policy({ answers: [SERVED] }),
  },
];

export const routeActions: RefusedCase[] = [...responses, ...backends];
