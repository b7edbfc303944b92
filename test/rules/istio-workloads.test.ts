import { imageAuto } from '../../lib/rules/istio.image-auto';
import { checkYaml, object } from './istio-yaml';

describe('istio.image-auto', () => {
  const check = checkYaml(imageAuto);
  const pods = (labels = 'sidecar.istio.io/inject: "true"', spec = '', namespace = 'edge') =>
    object(
      'apps/v1',
      'Deployment',
      `${namespace}/gateway`,
      `spec: { template: { metadata: { labels: { ${labels} } }, spec: { containers: [{ name: istio-proxy, image: auto }], ${spec} } } }`,
    );
  const namespace = (labels: string) => object('v1', 'Namespace', 'x/edge').replace('name: edge,', `name: edge, labels: { ${labels} },`);
  const because = 'so nothing takes the place of image "auto" of container "istio-proxy"';
  test.each([
    [
      'the pods say no',
      'they have sidecar.istio.io/inject: "false"',
      'write "true" there, or name an image',
      [pods('sidecar.istio.io/inject: "false"')],
    ],
    [
      'they are on the network of the node',
      'they are on the network of their node',
      'leave out hostNetwork, or name an image',
      [pods(undefined, 'hostNetwork: true')],
    ],
    [
      'their namespace is of the system',
      'it never does in namespace "kube-system"',
      'put the pods into another namespace',
      [pods(undefined, '', 'kube-system')],
    ],
    [
      'their namespace says no, whatever they say',
      'namespace "edge" is labelled istio-injection: "disabled"',
      'leave that label of the namespace out, and label the pods with sidecar.istio.io/inject: "true"',
      [pods(), namespace('istio-injection: disabled')],
    ],
  ])('%s', (_, what, fix, texts) => {
    expect(check(...texts)).toEqual([
      `[Deployment/gateway] istio.image-auto: Istio does not inject these pods, as ${what}, ${because}. Fix: ${fix}.`,
    ]);
  });
  test('an annotation says so as well, where there is no label', () => {
    const annotated = (labels: string) =>
      pods(labels).replace('metadata: { labels', 'metadata: { annotations: { sidecar.istio.io/inject: "false" }, labels');
    expect(check(annotated(''))).toHaveLength(1);
    expect(check(annotated('sidecar.istio.io/inject: "true"'))).toEqual([]);
  });
  test('a warning where neither the pods nor their namespace ask for it', () => {
    expect(check(pods('app: gateway'), namespace('team: edge'))).toEqual([
      `warning [Deployment/gateway] istio.image-auto: neither the pods nor their namespace "edge" ask for injection, which Istio leaves out then by default, ${because}. Fix: label the pods with sidecar.istio.io/inject: "true".`,
    ]);
  });
  test.each([
    ['the pods ask for it', [pods(), namespace('team: edge')]],
    ['they ask for a revision', [pods('istio.io/rev: canary'), namespace('team: edge')]],
    ['their namespace asks for it', [pods(''), namespace('istio-injection: enabled')]],
    ['it asks for a revision', [pods(''), namespace('istio.io/rev: canary')]],
    ['nothing is known of it', [pods('')]],
    ['the image is a real one', [pods('sidecar.istio.io/inject: "false"').replace('image: auto', 'image: proxyv2')]],
  ])('not when %s', (_, texts) => expect(check(...texts)).toEqual([]));
});
