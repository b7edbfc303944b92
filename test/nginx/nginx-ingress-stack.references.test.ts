import { Document, SynthesizedStack } from './synthesized-stack';

describe('the documents fit together', () => {
  const stack = new SynthesizedStack();

  test('every binding refers to a role and to accounts that are there', () => {
    const bindings = stack.ofKind('RoleBinding', 'ClusterRoleBinding');
    expect(bindings).toHaveLength(4);
    for (const { kind, metadata, roleRef, subjects } of bindings) {
      expect(`${roleRef.kind}Binding`).toBe(kind);
      expect(stack.the(roleRef.kind, roleRef.name).metadata.namespace).toBe(metadata.namespace);
      expect(subjects).toEqual([{ kind: 'ServiceAccount', name: expect.any(String), namespace: 'ingress-nginx' }]);
      expect(stack.the('ServiceAccount', subjects[0].name).metadata.namespace).toBe('ingress-nginx');
    }
  });

  test('every pod runs under an account that is bound both in its namespace and in the cluster', () => {
    const templates = stack.ofKind('Deployment', 'Job').map(({ spec }) => spec.template);
    expect(templates).toHaveLength(3);
    for (const { spec } of templates) {
      const bindings = stack.ofKind('RoleBinding', 'ClusterRoleBinding');
      expect(bindings.filter(({ subjects }) => subjects[0].name === spec.serviceAccountName)).toHaveLength(2);
    }
  });

  test('both Services and the Deployment select the pods of the controller, and their ports exist there', () => {
    const { labels } = stack.pod.metadata;
    expect(labels).toMatchObject(stack.the('Deployment', 'ingress-nginx-controller').spec.selector.matchLabels);
    const portNames = stack.container.ports.map(({ name }: Document) => name);
    const services = stack.ofKind('Service');
    expect(services).toHaveLength(2);
    for (const { spec } of services) {
      expect(labels).toMatchObject(spec.selector);
      spec.ports.forEach(({ targetPort }: Document) => expect(portNames).toContain(targetPort));
    }
  });

  test('no selector finds the pods of the Jobs', () => {
    for (const job of stack.ofKind('Job')) {
      expect(job.spec.template.metadata.labels).not.toMatchObject(stack.the('Service', 'ingress-nginx-controller').spec.selector);
    }
  });

  test('no selector has the version, which changes while a selector cannot', () => {
    expect(Object.keys(stack.the('Deployment', 'ingress-nginx-controller').spec.selector.matchLabels)).toEqual([
      'app.kubernetes.io/component',
      'app.kubernetes.io/instance',
      'app.kubernetes.io/name',
    ]);
  });

  test('the webhook calls the admission Service, at the port where the controller listens for it', () => {
    const [{ clientConfig, ...webhook }] = stack.the('ValidatingWebhookConfiguration', 'ingress-nginx-admission').webhooks;
    const { name, namespace, path } = clientConfig.service;
    const service = stack.the('Service', name);
    expect(service.metadata.namespace).toBe(namespace);
    expect(service.spec.ports).toEqual([expect.objectContaining({ port: 443, targetPort: 'webhook' })]);
    expect(stack.container.ports).toContainEqual({ name: 'webhook', containerPort: 8443, protocol: 'TCP' });
    expect(stack.container.args).toContain('--validating-webhook=:8443');
    expect(path).toBe('/networking/v1/ingresses');
    expect(webhook).toMatchObject({ failurePolicy: 'Fail', matchPolicy: 'Equivalent', sideEffects: 'None' });
  });

  test('the Deployment mounts the Secret that one Job stores and the other reads, where the arguments look for it', () => {
    const [{ secret, name }] = stack.pod.spec.volumes;
    const [create, patch] = ['create', 'patch'].map((command) => stack.argsOfJob(command));
    expect(create).toContain(`--secret-name=${secret.secretName}`);
    expect(patch).toContain(`--secret-name=${secret.secretName}`);
    const [mount] = stack.container.volumeMounts.filter((candidate: Document) => candidate.name === name);
    expect(stack.container.args).toContain(`--validating-webhook-certificate=${mount.mountPath}cert`);
    expect(stack.container.args).toContain(`--validating-webhook-key=${mount.mountPath}key`);
  });

  test('the Jobs make a certificate for the admission Service and hand it to the webhook', () => {
    const service = 'ingress-nginx-controller-admission';
    expect(stack.argsOfJob('create')).toContain(`--host=${service},${service}.$(POD_NAMESPACE).svc`);
    expect(stack.argsOfJob('patch')).toEqual(
      expect.arrayContaining(['--webhook-name=ingress-nginx-admission', '--patch-mutating=false', '--patch-failure-policy=Fail']),
    );
    stack.the('ValidatingWebhookConfiguration', 'ingress-nginx-admission');
  });

  test('the controller reads its ConfigMap, publishes its Service, and may renew the Lease it is elected by', () => {
    const args: string[] = stack.container.args;
    const nameIn = (option: string): string => args.find((arg) => arg.startsWith(`--${option}=`))!.replace(/^.*[=/]/, '');
    stack.the('ConfigMap', nameIn('configmap'));
    expect(stack.the('Service', nameIn('publish-service')).spec.type).toBe('LoadBalancer');
    expect(stack.the('Role', 'ingress-nginx').rules).toContainEqual({
      apiGroups: ['coordination.k8s.io'],
      resources: ['leases'],
      resourceNames: [nameIn('election-id')],
      verbs: ['get', 'update'],
    });
  });

  test('the class names the controller that the controller says it is', () => {
    expect(stack.container.args).toContain(`--controller-class=${stack.the('IngressClass', 'nginx').spec.controller}`);
  });

  test('no two documents are one object', () => {
    const identities = stack.documents.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(identities).size).toBe(identities.length);
  });
});
