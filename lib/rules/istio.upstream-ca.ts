import { Severity } from '../core/problem';
import { filled } from '../manifests/raw';
import { quoted } from '../values/coded-error';
import { DestinationRuleObject, destinationRulesOf } from './istio/destination-rules';
import { tlsSettingsOf } from './istio/tls-settings';
import { Rule, RuleFinding } from './rule';

/**
 * TLS to a Service of the cluster without a CA: the proxy takes the CAs of its own image (istiod `constructUpstreamTLS`), which are
 * those of public hosts. For a public host that is right, although Istio's analyzers warn of it too.
 */
export const upstreamCa: Rule = {
  id: 'istio.upstream-ca',
  severity: Severity.WARNING,
  check: (manifests) =>
    destinationRulesOf(manifests)
      .all.filter(({ host }) => host.endsWith('.svc.cluster.local'))
      .flatMap((rule) => tlsSettingsOf(rule).flatMap(({ field, tls }) => findingOf(rule, field, tls))),
};

function findingOf({ origin, host }: DestinationRuleObject, field: string, tls: Readonly<Record<string, unknown>>): RuleFinding[] {
  const { mode, caCertificates, credentialName, insecureSkipVerify } = tls;
  const isServerOnly = mode === 'SIMPLE' || mode === 'MUTUAL';
  const hasCa = (filled(caCertificates) ?? 'system') !== 'system' || filled(credentialName) !== undefined;
  if (!isServerOnly || hasCa || insecureSkipVerify === true) {
    return [];
  }
  const what = `TLS to ${quoted(host)} names no CA, so its certificate is held against the public ones, which know no host of the cluster`;
  return [{ origin, field, what, fix: 'set caCertificates, or ISTIO_MUTUAL where the Service is in the mesh' }];
}
