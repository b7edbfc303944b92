import { Construct } from 'constructs';
import { Backend } from '../core/backend';
import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { RespondOptions, readResponse } from './direct-response';
import { readBackends, readForward } from './read-destinations';
import { IDelegateRoute, ResolvedAction } from './read-rule';
import { RedirectOptions, readRedirect } from './redirect';
import { ForwardOptions, WeightedBackend } from './weighted-backend';

/** What happens to a request that a rule takes. What is wrong with it is reported by the construct that uses it. */
export class HttpAction {
  /** Sends it to a backend. Reported: `backend.*`, `reference.*`, `name.syntax`, `route.unknown-word`, `input.*`. */
  public static forward(backend: Backend, options: ForwardOptions = {}): HttpAction {
    return new HttpAction((findings, field) => {
      const destination = readForward(findings, field, backend, options);
      return destination && { destinations: [destination] };
    });
  }

  /**
   * Sends it to one of several backends, by their shares of the requests. Reported: `route.no-backends`, `percentage.range`,
   * `percentage.sum`, `header.*`, and whatever is reported for {@link HttpAction.forward}.
   */
  public static split(backends: WeightedBackend[]): HttpAction {
    return new HttpAction((findings, field) => {
      const destinations = readBackends(findings, field, backends, 'http');
      return destinations.length === 0 ? undefined : { destinations };
    });
  }

  /**
   * Answers with a redirect. Reported: `redirect.empty`, `redirect.loop`, `redirect.status`, `redirect.path`, `redirect.host`,
   * `host.*`, `port.range`, `route.unknown-word`, `input.*`.
   */
  public static redirect(options: RedirectOptions): HttpAction {
    return new HttpAction((findings, field) => {
      const redirect = readRedirect(findings, field, options);
      return redirect && { redirect };
    });
  }

  /** Answers without asking any backend. Reported: `response.*`, `route.unknown-word`, `input.*`. */
  public static respond(options: RespondOptions): HttpAction {
    return new HttpAction((findings, field) => {
      const response = readResponse(findings, field, options);
      return response && { response };
    });
  }

  /**
   * Hands it to the rules of another route, which are asked for the requests that they and this rule take; the request goes on to
   * the next rule when none of them does. What this rule says beside its action holds for each of them that does not say it itself.
   */
  public static toRoute(route: IDelegateRoute): HttpAction {
    return new HttpAction((findings, field) => {
      const read = findings.parse(field, route, parseDelegate);
      return read && { delegate: read };
    });
  }

  private constructor(private readonly read: (findings: Findings, field: string) => ResolvedAction | undefined) {}

  /**
   * What it comes to, as far as it could be read; what is wrong with it becomes findings.
   * @internal
   */
  public _read(findings: Findings, field: string): ResolvedAction | undefined {
    return this.read(findings, field);
  }
}

function parseDelegate(delegate: IDelegateRoute): IDelegateRoute {
  if (!Construct.isConstruct(delegate) || !('_rules' in delegate)) {
    throw refuse('input.type', `${quoted(delegate)} is not a route that requests can be handed to`, 'pass such a route');
  }
  return delegate;
}
