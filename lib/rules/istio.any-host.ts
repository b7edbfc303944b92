import { quoted } from '../values/coded-error';
import { gatewaysOf } from './istio/gateways';
import { Rule } from './rule';

/**
 * All hosts for all namespaces, and others beside: they add nothing. istiod takes the one for the whole list, and stops with a panic where
 * a later one has a namespace (`sanitizeServerHostNamespace`, `pilot/pkg/model/gateway.go`).
 */
export const anyHost: Rule = {
  id: 'istio.any-host',
  check: (manifests) =>
    gatewaysOf(manifests).flatMap(({ origin, servers }) =>
      servers.flatMap(({ field, hosts }) => {
        const others = hosts.filter(({ text }) => text !== '*/*');
        const what = `"*/*" stands for every host, and with ${quoted(others.at(0)?.text)} beside it istiod fails, or forgets that one`;
        return others.length === 0 || others.length === hosts.length
          ? []
          : [{ origin, field: `${field}.hosts`, what, fix: 'leave out the others, or "*/*"' }];
      }),
    ),
};
