import { Duration } from 'cdk8s';
import { HttpAction } from '../../lib/routing/http-action';
import { FaultAbort, FaultDelay, UnmatchedPreflights } from '../../lib/routing/http-filters';
import { HttpMethod } from '../../lib/routing/http-match';
import { HttpScheme } from '../../lib/routing/http-scheme';
import { TextMatch } from '../../lib/routing/text-match';
import { action, backend, filters, only, problems, readingRules } from './reading';

test('a rule without filters has none', () => {
  expect(filters({})).toEqual({});
});

describe('times', () => {
  test('are whole milliseconds', () => {
    expect(readingRules([{ action, timeout: Duration.millis(1500) }]).read[0].filters.timeout?.toMilliseconds()).toBe(1500);
    expect(problems({ timeout: Duration.millis(0) })).toEqual([
      'route.duration: rules[0].timeout: 0 ms is not a time to wait. Allowed: 1 to 9223372036000 ms, whole. ' +
        'Fix: write a duration of whole ms, at least 1 ms.',
    ]);
    expect(problems({ timeout: Duration.millis(0.5) })).toEqual(only('route.duration: rules[0].timeout: 0.5 ms'));
    expect(problems({ timeout: Duration.days(200000) })).toEqual(only('route.duration'));
    expect(problems({ timeout: '5s' })).toEqual(only('input.type: rules[0].timeout: "5s" is not a Duration.'));
  });
});

describe('retries', () => {
  test('keep what is said', () => {
    const retries = { attempts: 3, conditions: ['5xx', 'reset', '503'], avoidPreviousHosts: true, otherLocalities: false };
    expect(filters({ retries })).toEqual({ retries });
    expect(filters({ retries: { attempts: 0 } })).toEqual({ retries: { attempts: 0 } });
  });

  test('say nothing more when there are none', () => {
    const message =
      'retries.disabled: rules[0].retries: nothing is sent again, so there is nothing more to say of it. Fix: leave out all but attempts, or allow some.';
    expect(problems({ retries: { attempts: 0, conditions: ['5xx'] } })).toEqual([message]);
    expect(problems({ retries: { attempts: 0, otherLocalities: false } })).toEqual([message]);
  });

  test.each(['5xx, reset', ' 5xx', '', '600', '306', '0503', '+503', 'errors', '5XX'])('have no condition %p', (condition) => {
    expect(problems({ retries: { attempts: 1, conditions: [condition] } })).toEqual(
      only(`retries.condition: rules[0].retries.conditions[0]: ${JSON.stringify(condition)} is no condition of a retry. Allowed: 5xx, `),
    );
  });

  test('have conditions, or leave them out', () => {
    expect(problems({ retries: { attempts: 1, conditions: [] } })).toEqual(only('retries.no-conditions: rules[0].retries.conditions: '));
    expect(problems({ retries: { attempts: 1, conditions: '5xx' } })).toEqual(
      only('input.type: rules[0].retries.conditions: "5xx" is not a list'),
    );
  });

  test('say all that is wrong', () => {
    const retries = { attempts: 1, perTryTimeout: 5, backoff: Duration.millis(0), avoidPreviousHosts: 'no', otherLocalities: 1, tries: 2 };
    expect(problems({ retries }).map((problem) => problem.split(': ').slice(0, 2))).toEqual([
      ['route.unknown-word', 'rules[0].retries.tries'],
      ['input.type', 'rules[0].retries.perTryTimeout'],
      ['route.duration', 'rules[0].retries.backoff'],
      ['input.type', 'rules[0].retries.avoidPreviousHosts'],
      ['input.type', 'rules[0].retries.otherLocalities'],
    ]);
    expect(problems({ retries: { attempts: -1 } })).toEqual(only('count.range: rules[0].retries.attempts: -1'));
    expect(problems({ retries: {} })).toEqual(only('count.range: rules[0].retries.attempts: undefined'));
  });
});

describe('a fault', () => {
  test('keeps what is said', () => {
    const fault = { delay: FaultDelay.of(Duration.seconds(5), 0.0001), abort: FaultAbort.httpStatus(503) };
    expect(filters({ fault })).toMatchObject({ fault: { delay: { percent: 0.0001 }, abort: { httpStatus: 503, percent: 100 } } });
    expect(filters({ fault: { abort: FaultAbort.grpcStatus('UNAVAILABLE', 0) } })).toEqual({
      fault: { abort: { grpcStatus: 'UNAVAILABLE', percent: 0 } },
    });
  });

  test.each([-1, 0.00001, 100.1, NaN, '50', null])('is for no share of %p percent', (percent) => {
    const message = /^fault\.percent: rules\[0\]\.fault\.abort: .* is not a share in percent\. Allowed: 0, or 0\.0001 to 100\. Fix: /;
    expect(problems({ fault: { abort: FaultAbort.httpStatus(503, percent as any) } })).toEqual([expect.stringMatching(message)]);
  });

  test('is refused with all that is wrong', () => {
    expect(problems({ fault: {} })).toEqual(only('fault.empty: rules[0].fault: the fault neither delays nor aborts.'));
    expect(problems({ fault: { delay: FaultDelay.of(Duration.millis(0), 200), abort: FaultAbort.httpStatus(600, 101) } })).toEqual([
      expect.stringContaining('route.duration: rules[0].fault.delay: 0 ms'),
      expect.stringContaining('fault.percent: rules[0].fault.delay: 200'),
      expect.stringContaining('fault.percent: rules[0].fault.abort: 101'),
      expect.stringContaining('fault.status: rules[0].fault.abort: 600 is not the status of an answer. Allowed: 200 to 599, whole.'),
    ]);
    expect(problems({ fault: { abort: FaultAbort.grpcStatus('unavailable') } })).toEqual(
      only('fault.grpc-status: rules[0].fault.abort: "unavailable" is not a status of gRPC. Allowed: OK, CANCELLED,'),
    );
    expect(problems({ fault: { abort: 503 } })).toEqual(only('input.type: rules[0].fault.abort: 503 is not'));
  });
});

describe('mirrors', () => {
  test('get all requests unless told otherwise', () => {
    const { read } = readingRules([{ action, mirrors: [{ backend }, { backend, subset: 'v2', percent: 0.5 }] }]);
    expect(read[0].filters.mirrors).toEqual([
      { field: 'rules[0].mirrors[0]', backend, subset: undefined, percent: 100 },
      { field: 'rules[0].mirrors[1]', backend, subset: 'v2', percent: 0.5 },
    ]);
  });

  test('are refused with all that is wrong', () => {
    expect(problems({ mirrors: [{ backend, percent: null }] })).toEqual([
      expect.stringContaining('mirror.percent: rules[0].mirrors[0].percent: null is not a share in percent.'),
    ]);
    expect(problems({ mirrors: [{ backend: 'web', percent: 101 }, { backend, subset: 'V' }, 5] })).toEqual([
      expect.stringContaining('input.type: rules[0].mirrors[0].backend: "web"'),
      expect.stringContaining('mirror.percent: rules[0].mirrors[0].percent: 101 is not a share in percent.'),
      expect.stringContaining('name.syntax: rules[0].mirrors[1].subset: "V"'),
      expect.stringContaining('input.type: rules[0].mirrors[2]: 5 is not a group'),
    ]);
    expect(problems({ mirrors: { backend } })).toEqual(only('input.type: rules[0].mirrors: '));
  });
});

describe('CORS', () => {
  const allowOrigins = [TextMatch.exact('https://a.example.com')];

  test('keeps what is said', () => {
    const said = {
      allowMethods: [HttpMethod.GET],
      allowHeaders: ['X-A', '*'],
      exposeHeaders: ['x-b'],
      allowCredentials: true,
      unmatchedPreflights: UnmatchedPreflights.IGNORE,
    };
    expect(filters({ cors: { allowOrigins, ...said } })).toEqual({
      cors: { allowOrigins: [{ kind: 'exact', value: 'https://a.example.com' }], ...said },
    });
  });

  test('is refused with all that is wrong', () => {
    const cors = {
      allowOrigins: [TextMatch.startsWith(''), TextMatch.regex('('), 'https://a'],
      allowMethods: ['get'],
      allowHeaders: ['a b'],
      exposeHeaders: [''],
      maxAge: Duration.millis(1500),
      allowCredentials: 'yes',
      unmatchedPreflights: 'DROP',
    };
    expect(problems({ cors }).map((problem) => problem.split(': ').slice(0, 2).join(' '))).toEqual([
      'cors.origin rules[0].cors.allowOrigins[0]',
      'text.regex rules[0].cors.allowOrigins[1]',
      'input.type rules[0].cors.allowOrigins[2]',
      'input.choice rules[0].cors.allowMethods[0]',
      'header.name rules[0].cors.allowHeaders[0]',
      'header.name rules[0].cors.exposeHeaders[0]',
      'route.duration rules[0].cors.maxAge',
      'input.type rules[0].cors.allowCredentials',
      'input.choice rules[0].cors.unmatchedPreflights',
    ]);
    expect(problems({ cors: { allowOrigins: [] } })).toEqual(only('cors.no-origins: rules[0].cors.allowOrigins: no origin is allowed.'));
    expect(problems({ cors: {} })).toEqual(only('input.type: rules[0].cors.allowOrigins: nothing is not a list'));
  });
});

describe('what is for a backend', () => {
  const rule = {
    rewrite: { host: 'a' },
    requestHeaders: { remove: ['x'] },
    timeout: Duration.seconds(1),
    retries: { attempts: 1 },
    fault: { abort: FaultAbort.httpStatus(500) },
    mirrors: [{ backend }],
    cors: { allowOrigins: [TextMatch.exact('a')] },
    responseHeaders: { remove: ['y'] },
  };

  test('is refused where none gets the request, the headers of the response aside', () => {
    const fields = problems({ ...rule, action: HttpAction.redirect({ scheme: HttpScheme.HTTPS }) });
    expect(fields[0]).toBe(
      'route.not-forwarded: rules[0].rewrite: the rule answers with a redirect, so no backend gets the request. Fix: leave it out, or forward the requests.',
    );
    expect(fields.map((problem) => problem.split(': ')[1])).toEqual(
      ['rewrite', 'requestHeaders', 'timeout', 'retries', 'fault', 'mirrors', 'cors'].map((word) => `rules[0].${word}`),
    );
    expect(problems({ ...rule, action: HttpAction.respond({ status: 200 }) })).toHaveLength(7);
    expect(problems({ ...rule, action })).toEqual([]);
  });
});

test('names are texts, and each is for one rule', () => {
  expect(readingRules([{ name: 'a', action }, { action }, { name: 'a', action }, { name: 5, action }]).problems).toEqual([
    expect.stringContaining('input.type: rules[3].name: 5 is not a text'),
    'route.duplicate-name: rules[2].name: rules[0] is called "a" too. Fix: give each rule a name of its own, or none.',
  ]);
});
