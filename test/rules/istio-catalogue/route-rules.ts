import { Duration } from 'cdk8s';
import { ResponseBody } from '../../../lib/routing/direct-response';
import { HeaderChanges } from '../../../lib/routing/header-changes';
import { HttpAction } from '../../../lib/routing/http-action';
import { FaultAbort, FaultDelay, HttpCors, HttpFault, HttpRetries } from '../../../lib/routing/http-filters';
import { HeaderMatch, HttpMethod } from '../../../lib/routing/http-match';
import { HttpScheme } from '../../../lib/routing/http-scheme';
import { PathMatch } from '../../../lib/routing/path-match';
import { TextMatch } from '../../../lib/routing/text-match';
import { Line } from '../catalogue/line';
import { actions, lines, matches, route, rules, web, forward, Twins } from './world';

// 2.2 VirtualService: the matches of a rule, and what it does beside sending requests somewhere.

const LONG = 1024;
const header = (problem: string, twins: Record<string, Twins<HeaderMatch>>): Line[] =>
  lines('Match', problem, twins, (one) => route({ rules: [{ matches: [{ headers: [one] }], action: forward }] }));

const matching: Line[] = [
  ...matches('Match', 'path.syntax', {
    'an empty prefix of the path': [{ path: PathMatch.startsWith('') }, { path: PathMatch.startsWith('/') }],
  }),
  ...matches('Match', 'path.regex', {
    'an expression that RE2 cannot read': [{ path: PathMatch.regex('/(?!a)') }, { path: PathMatch.regex('/[^a]') }],
    'an empty expression': [{ path: PathMatch.regex('') }, { path: PathMatch.regex('/.*') }],
    'a long expression': [{ path: PathMatch.regex('/'.repeat(LONG + 1)) }, { path: PathMatch.regex('/'.repeat(LONG)) }],
  }),
  ...header('istio.empty-prefix', { 'an empty prefix of a header': [HeaderMatch.startsWith('x-a', ''), HeaderMatch.present('x-a')] }),
  ...matches('Match', 'istio.empty-prefix', {
    'an empty prefix of the host': [{ authority: TextMatch.startsWith('') }, { authority: TextMatch.startsWith('a') }],
  }),
  ...header('header.regex', { 'an expression of a header': [HeaderMatch.regex('x-a', '('), HeaderMatch.regex('x-a', 'a+')] }),
  ...matches('Match', 'text.regex', {
    'an expression of the host': [{ authority: TextMatch.regex('') }, { authority: TextMatch.regex('a.+') }],
  }),
  ...header('header.name', { 'what is no name of a header': [HeaderMatch.exact('x a', '1'), HeaderMatch.exact('x-a', '1')] }),
  ...matches('Match', 'port.range', { 'port 0': [{ port: 0 }, { port: 80 }] }),
  ...matches('Match', 'name.syntax', { 'what is no namespace': [{ sourceNamespace: 'a.b' }, { sourceNamespace: 'istio-system' }] }),
  ...lines(
    'JWT claim match',
    'header.name',
    {
      'a claim of the token as a header': [HeaderMatch.exact('@request.auth.claims.group', 'dev'), HeaderMatch.exact('x-group', 'dev')],
    },
    (one) => route({ rules: [{ matches: [{ headers: [one] }], action: forward }], includeMesh: true }),
  ),
];

const cors = (more: Partial<HttpCors>): HttpCors => ({ allowOrigins: [TextMatch.exact('https://a.example.com')], ...more });
const seconds = (amount: number): Duration => Duration.seconds(amount);
const times: Line[] = rules('Timeouts', 'route.duration', {
  'no time': [{ timeout: seconds(0) }, { timeout: seconds(1) }],
  'a part of a millisecond': [{ timeout: Duration.millis(1.5) }, { timeout: Duration.millis(1) }],
  'no time for a try': [{ retries: { attempts: 1, perTryTimeout: seconds(0) } }, { retries: { attempts: 1, perTryTimeout: seconds(1) } }],
  'no time for a delay': [{ fault: { delay: FaultDelay.of(seconds(0)) } }, { fault: { delay: FaultDelay.of(seconds(1)) } }],
  'a part of a second, for CORS': [{ cors: cors({ maxAge: Duration.millis(1500) }) }, { cors: cors({ maxAge: Duration.millis(2000) }) }],
});

const retries = (problem: string, twins: Record<string, Twins<HttpRetries>>): Line[] =>
  lines('Retries', problem, twins, (given) => route({ rules: [{ action: forward, retries: given }] }));
const faults = (problem: string, twins: Record<string, Twins<HttpFault>>): Line[] =>
  lines('Fault', problem, twins, (fault) => route({ rules: [{ action: forward, fault }] }));

const failures: Line[] = [
  ...retries('count.range', { 'a negative number': [{ attempts: -1 }, { attempts: 0 }] }),
  ...retries('retries.disabled', {
    'a time for none': [{ attempts: 0, perTryTimeout: seconds(1) }, { attempts: 0 }],
    'conditions for none': [
      { attempts: 0, conditions: ['5xx'] },
      { attempts: 1, conditions: ['5xx'] },
    ],
    'other localities for none': [
      { attempts: 0, otherLocalities: true },
      { attempts: 1, otherLocalities: true },
    ],
  }),
  ...retries('retries.condition', {
    'a space before a condition': [
      { attempts: 1, conditions: ['5xx', ' reset'] },
      { attempts: 1, conditions: ['5xx', 'reset'] },
    ],
    'a word that is none': [
      { attempts: 1, conditions: ['timeout'] },
      { attempts: 1, conditions: ['504'] },
    ],
  }),
  ...faults('fault.empty', { 'neither delay nor abort': [{}, { abort: FaultAbort.httpStatus(500) }] }),
  ...faults('fault.percent', {
    'less than can be counted': [{ abort: FaultAbort.httpStatus(500, 0.00001) }, { abort: FaultAbort.httpStatus(500, 0.0001) }],
    'more than all': [{ delay: FaultDelay.of(seconds(1), 101) }, { delay: FaultDelay.of(seconds(1), 100) }],
  }),
  ...faults('fault.status', { 'no status of an answer': [{ abort: FaultAbort.httpStatus(199) }, { abort: FaultAbort.httpStatus(200) }] }),
  ...faults('fault.grpc-status', {
    'a number for a name': [{ abort: FaultAbort.grpcStatus('14') }, { abort: FaultAbort.grpcStatus('UNAVAILABLE') }],
  }),
];

const KIB = 1024;
const MIB = KIB * KIB;
const MANY = 100 * KIB;
const respond = (status: number, bytes = 0): HttpAction => HttpAction.respond({ status, body: ResponseBody.text('a'.repeat(bytes)) });
const answers: Line[] = [
  ...actions('Redirect', 'redirect.empty', { 'nothing new': [HttpAction.redirect({}), HttpAction.redirect({ host: 'new.example.com' })] }),
  ...actions('Redirect', 'redirect.status', {
    'a code that Istio admits and does not use': [
      HttpAction.redirect({ host: 'new.example.com', statusCode: 304 }),
      HttpAction.redirect({ host: 'new.example.com', statusCode: 303 }),
    ],
    'a code that Istio refuses': [
      HttpAction.redirect({ host: 'new.example.com', statusCode: 200 }),
      HttpAction.redirect({ host: 'new.example.com', statusCode: 308 }),
    ],
  }),
  ...actions('Redirect', 'input.choice', {
    'a scheme that is none': [HttpAction.redirect({ scheme: 'ftp' as HttpScheme }), HttpAction.redirect({ scheme: HttpScheme.HTTPS })],
  }),
  ...actions('directResponse', 'response.status', { 'no status of an answer': [respond(600), respond(599)] }),
  ...actions('directResponse', 'response.body', { 'more than 1 MiB': [respond(200, MIB + 1), respond(200, KIB)] }),
  ...actions('directResponse', 'response.large-body', { 'more than 100 KiB': [respond(200, MANY + 1), respond(200, MANY)] }),
];

const changed = (problem: string, twins: Record<string, Twins<HeaderChanges>>): Line[] =>
  lines('Headers, CORS', problem, twins, (responseHeaders) => route({ rules: [{ action: forward, responseHeaders }] }));
const said: Line[] = [
  ...rules('Rewrite, mirror', 'rewrite.empty', { 'nothing new': [{ rewrite: {} }, { rewrite: { host: 'b.example.com' } }] }),
  ...rules('Rewrite, mirror', 'rewrite.host-twice', {
    'the host, and its header': [
      { rewrite: { host: 'b.example.com' }, requestHeaders: { set: { Host: 'c.example.com' } } },
      { requestHeaders: { set: { Host: 'c.example.com' } } },
    ],
  }),
  ...rules('Rewrite, mirror', 'mirror.percent', {
    'more than all': [{ mirrors: [{ backend: web, percent: 101 }] }, { mirrors: [{ backend: web, percent: 100 }] }],
  }),
  ...changed('header.reserved', {
    'a pseudo header': [{ set: { ':status': '200' } }, { set: { 'x-status': '200' } }],
    'the host of a response': [{ add: { host: 'a' } }, { add: { 'x-host': 'a' } }],
    'a pseudo header taken away': [{ remove: [':status'] }, { remove: ['x-status'] }],
  }),
  ...rules('Headers, CORS', 'header.reserved', {
    'the host of a request taken away': [{ requestHeaders: { remove: ['host'] } }, { requestHeaders: { remove: ['x-host'] } }],
  }),
  ...changed('header.value', { 'a percent sign alone': [{ set: { 'x-share': '50%' } }, { set: { 'x-share': '50%%' } }] }),
  ...rules('Headers, CORS', 'input.choice', {
    'a method that is none': [{ cors: cors({ allowMethods: ['get' as HttpMethod] }) }, { cors: cors({ allowMethods: [HttpMethod.GET] }) }],
  }),
  ...rules('Headers, CORS', 'cors.origin', {
    'an empty origin': [{ cors: cors({ allowOrigins: [TextMatch.exact('')] }) }, { cors: cors({}) }],
  }),
];

export const ruleLines: readonly Line[] = [...matching, ...times, ...failures, ...answers, ...said];
