import { Construct } from 'constructs';
import { Findings } from '../core/findings';
import { formatWithoutPath, Severity } from '../core/problem';
import { BareMetalIngressError } from '../values/coded-error';
import { Host } from '../values/host';
import { AttachedRoute } from './attached-route';
import { evaluate } from './evaluate';
import { RouteOutcome, RouteRequest } from './evaluation';
import { HttpRule } from './http-rule';
import { HttpScheme } from './http-scheme';
import { IncomingRequest, parseRequest } from './incoming-request';
import { Listener } from './listener';
import { readRules } from './read-rules';

/** What listeners and routes mean: which rule takes a request, and what becomes of it. */
export class RouteModel {
  /**
   * The meaning of rules alone, for requests to these hosts on any port, with TLS or without. What is wrong with hosts or rules is thrown.
   * @param hosts exact DNS names, `*`, or `*.example.com`
   */
  public static ofRules(hosts: string[], rules: HttpRule[]): RouteModel {
    const findings = Findings.of(new Construct(undefined as unknown as Construct, ''));
    const read = { hosts: findings.parseAll('hosts', hosts, (host) => Host.parse(host)), rules: readRules(findings, rules) };
    const problems = findings.list().filter(({ severity }) => severity === Severity.ERROR);
    if (problems.length > 0) {
      throw new BareMetalIngressError(problems.map(formatWithoutPath).join('\n'));
    }
    return new RouteModel((request) => {
      const listener = listenerFor(request, read.hosts);
      const route = { path: '', namespace: 'default', listeners: [listener], tls: [], tcp: [], ...read };
      return evaluate([listener], [route], request);
    });
  }

  /**
   * The meaning of routes that are attached to listeners, in the order in which they are asked.
   * @internal
   */
  public static _of({
    listeners,
    routes,
  }: {
    readonly listeners: readonly Listener[];
    readonly routes: readonly AttachedRoute[];
  }): RouteModel {
    return new RouteModel((request) => evaluate(listeners, routes, request));
  }

  private constructor(private readonly ask: (request: IncomingRequest) => RouteOutcome) {}

  /** What becomes of a request; `request.url` is thrown for one without a URL of HTTP. */
  public evaluate(request: RouteRequest): RouteOutcome {
    return this.ask(parseRequest(request));
  }
}

function listenerFor({ port, scheme }: IncomingRequest, hosts: readonly Host[]): Listener {
  return {
    port,
    protocol: 'HTTP',
    tls: scheme === HttpScheme.HTTPS ? 'terminate' : undefined,
    hosts: hosts.map((host) => ({ host, namespace: '*' })),
    httpsRedirect: false,
  };
}
