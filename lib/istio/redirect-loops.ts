import { Findings } from '../core/findings';
import { sharedHosts } from '../routing/attached-route';
import { RouteResult } from '../routing/evaluation';
import { HttpScheme } from '../routing/http-scheme';
import { parseRequest, usualPort } from '../routing/incoming-request';
import { Listener } from '../routing/listener';
import { ReadRule, ResolvedRedirect } from '../routing/read-rule';
import { redirectLocation } from '../routing/redirect-location';
import { RouteModel } from '../routing/route-model';
import { quoted } from '../values/coded-error';
import { IstioGateway } from './istio-gateway';
import { IstioAttachedRoute } from './workload-model';

/**
 * Reports rules that send a client to where they send it again, to the same place. Only what is certain: a request without headers of
 * its own gets there, and neither another rule nor another route of the program takes it.
 */
export function checkRedirects(findings: Findings, gateway: IstioGateway, route: IstioAttachedRoute, listeners: readonly Listener[]): void {
  const modelOf = (rules: readonly ReadRule[]): RouteModel => RouteModel._of({ listeners, routes: [{ ...route, rules, listeners }] });
  for (const rule of route.rules) {
    const redirect = rule.action !== undefined && 'redirect' in rule.action ? rule.action.redirect : undefined;
    const places = redirect === undefined ? [] : placesOf(redirect, rule, route, listeners);
    const place = places.find((url) => isSentTo(url, modelOf([rule])));
    if (redirect !== undefined && place !== undefined) {
      const stays = (model: RouteModel): boolean => isSentTo(place, model, { route: route.path, rule: rule.field });
      const defect = { ...loop(redirect, place), field: `${rule.field}.action` };
      findings.check(() => (stays(modelOf(route.rules)) && stays(gateway.routeModel()) ? [defect] : []));
    }
  }
}

function loop(
  { scheme, host, path }: ResolvedRedirect,
  place: string,
): { readonly id: string; readonly what: string; readonly fix: string } {
  const fix =
    scheme === HttpScheme.HTTPS && host === undefined && path === undefined
      ? 'set httpsRedirect on the HTTP server, or match scheme: HttpScheme.HTTP'
      : 'redirect to what the rule does not take, or narrow its matches';
  return { id: 'redirect.loop', what: `a client that is sent to ${quoted(place)} is sent there again by the same rule`, fix };
}

/** Whether the answer to a request for an URL is to ask for it again, if need be by one rule. */
function isSentTo(url: string, model: RouteModel, by?: { readonly route: string; readonly rule: string }): boolean {
  // Envoy says this one itself.
  const headers = { 'x-forwarded-proto': url.slice(0, url.indexOf(':')) };
  const { result, location, route, rule } = model.evaluate({ url, headers, hasClientCertificate: true });
  return result === RouteResult.REDIRECT && location === url && (by === undefined || (by.route === route && by.rule === rule));
}

/** Where a rule sends requests, as far as that can be told: a name that only a wildcard of the route holds may have a route elsewhere. */
function placesOf(redirect: ResolvedRedirect, rule: ReadRule, route: IstioAttachedRoute, listeners: readonly Listener[]): string[] {
  if (redirect.host !== undefined && !route.hosts.some(({ text }) => text === redirect.host)) {
    return [];
  }
  const distinct = new Map(listeners.map((listener) => [`${listener.port} ${listener.tls}`, listener]));
  const urls = [...distinct.values()].flatMap((listener) =>
    (rule.matches ?? [{ path: undefined, authority: undefined }]).flatMap(({ path, authority }) => {
      const [host] = authority?.kind === 'exact' ? [authority.value] : sharedHosts(listener, { ...route, listeners });
      return host === undefined ? [] : [urlOf(listener, host.replace('*', 'any'), path?.kind === 'regex' ? '/' : (path?.value ?? '/'))];
    }),
  );
  return [...new Set(urls)].map((url) => redirectLocation(redirect, parseRequest({ url })));
}

function urlOf({ port, tls }: Listener, host: string, path: string): string {
  const scheme = tls === undefined ? HttpScheme.HTTP : HttpScheme.HTTPS;
  return `${scheme}://${host}${port === usualPort(scheme) || host.includes(':') ? '' : `:${port}`}${path}`;
}
