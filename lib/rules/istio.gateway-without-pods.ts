import { Severity } from '../core/problem';
import { Labels } from '../manifests/label-selector';
import { Manifests } from '../manifests/manifests';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { gatewayProxies, podsOfGateway } from './istio/gateway-pods';
import { GatewayObject, gatewaysOf } from './istio/gateways';
import { isSlip, shortened } from './istio/slips';
import { Rule, RuleFinding } from './rule';

/**
 * A Gateway whose labels are those of gateway proxies but for a slip configures nothing, without a word. Proxies with other labels may
 * be installed otherwise.
 */
export const gatewayWithoutPods: Rule = {
  id: 'istio.gateway-without-pods',
  severity: Severity.WARNING,
  check: (manifests: Manifests) => {
    const values = valuesOf(manifests);
    const lost = gatewaysOf(manifests).filter(({ selector }) => podsOfGateway({ selector }, manifests).length === 0);
    return lost.flatMap((gateway) => {
      const meant = correctionsOf(gateway.selector, values).find((selector) => podsOfGateway({ selector }, manifests).length > 0);
      return meant === undefined ? [] : [findingOf(gateway, meant)];
    });
  },
};

/** The values that gateway proxies have for a label, by its key and what is left of them with or without a slip. */
type Values = ReadonlyMap<string, ReadonlySet<string>>;

function valuesOf(manifests: Manifests): Values {
  const labels = gatewayProxies(manifests).flatMap((pod) => Object.entries(pod.labels));
  const forms = labels.flatMap(([key, value]) => formsOf(value).map((form) => ({ place: `${key}=${form}`, value })));
  return new Map([...groupBy(forms, ({ place }) => place)].map(([place, its]) => [place, new Set(its.map(({ value }) => value))]));
}

function formsOf(value: string): string[] {
  return [value, ...shortened(value)];
}

/** Labels as they may have been meant: with one value that is a slip away. */
function correctionsOf(selector: Labels, values: Values): Labels[] {
  return Object.entries(selector).flatMap(([key, value]) => {
    const near = new Set(formsOf(value).flatMap((form) => [...(values.get(`${key}=${form}`) ?? [])]));
    return [...near].filter((other) => isSlip(value, other)).map((other) => ({ ...selector, [key]: other }));
  });
}

function findingOf({ origin, title, selector }: GatewayObject, meant: Labels): RuleFinding {
  return {
    origin,
    field: 'spec.selector',
    what: `Gateway "${title}" is for pods with ${quoted(textOf(selector))}, which no pod of this cluster has, and gateway pods have ${quoted(textOf(meant))}`,
    fix: 'write the labels of the gateway pods',
  };
}

/** Labels as kubectl takes them. */
function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
