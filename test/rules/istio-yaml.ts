import { parseAllDocuments } from 'yaml';
import { KubeObject } from '../../lib/manifests/document';
import { Rule } from '../../lib/rules/rule';
import { checkOf } from './istio-documents';

/** What a user sees of the findings of one rule in some YAML, warnings with the word before. */
export function checkYaml(rule: Rule): (...texts: readonly string[]) => string[] {
  const check = checkOf(rule);
  return (...texts) =>
    check(parseAllDocuments(texts.filter((text) => text !== '').join('\n---\n')).map((document) => document.toJS() as KubeObject));
}

/** @param servers in flow style, one a line */
export const gateway = (id: string, servers: readonly string[], selector = '{ istio: edge }'): string => {
  const [namespace, name] = id.split('/');
  return `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  selector: ${selector}
  servers: [${servers.join(', ')}]`;
};

/** One server of a Gateway. */
export const server = (port: number, protocol: string, hosts: string, more = ''): string =>
  `{ port: { number: ${port}, name: p${port}, protocol: ${protocol} }, hosts: [${hosts}]${more === '' ? '' : `, ${more}`} }`;

export const tls = (name: string, mode = 'SIMPLE'): string => `tls: { mode: ${mode}, credentialName: ${name} }`;

/** The proxies of a gateway, as the injector is asked for them. */
export const proxies = (id: string, spec = 'serviceAccountName: gateway', labels = 'istio: edge, app: gateway'): string => {
  const [namespace, name] = id.split('/');
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  template:
    metadata:
      labels: { ${labels} }
      annotations: { inject.istio.io/templates: gateway }
    spec: { ${spec} }`;
};

export const object = (apiVersion: string, kind: string, id: string, rest = ''): string => {
  const [namespace, name] = id.split('/');
  return `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name}, namespace: ${namespace} }
${rest}`;
};
