import { parse } from 'yaml';
import { RefusedCase, Request } from '../../cases/refused/case';
import { askIstio, IstioAnswer, IstioCallAnswer, IstioFinding, IstioWorld } from '../istio';
import { Programs } from '../suite';
import { documentsOf } from './kube';
import { Outcome, Outcomes } from './outcome';

/** Asks istiod's code, its CRDs and analyzers, and Envoy: both sides of each case as a world of its own, all in one batch. */
export async function askMesh(cases: readonly RefusedCase[], programs: Programs): Promise<Map<string, Outcomes>> {
  const worlds = cases.flatMap(({ name, raw, requests = [] }) => [
    worldOf(`${name} (wrong)`, raw.wrong, requests),
    worldOf(`${name} (right)`, raw.right, requests),
  ]);
  const answers = await askIstio(worlds, programs);
  return new Map(
    cases.map(({ name, requests }) => [
      name,
      outcomesOf(answerTo(answers, `${name} (wrong)`), answerTo(answers, `${name} (right)`), requests),
    ]),
  );
}

function worldOf(id: string, yaml: string, requests: readonly Request[]): IstioWorld {
  const calls = requests.map(({ host, path = '/', port = 80, tls = false, certificate, headers, times }) => {
    return { host, path, port, tls, certificate, headers, times };
  });
  return {
    id,
    yaml: documentsOf(yaml).filter(isWritten).join('\n---\n'),
    secrets: documentsOf(yaml).flatMap(secretOf),
    calls,
    analyze: true,
  };
}

/** A TLS Secret of a case has no data: the oracle makes a certificate for the host. */
function secretOf(document: string): { namespace: string; name: string; hosts: string[] }[] {
  if (isWritten(document)) {
    return [];
  }
  const { metadata } = parse(document) as { metadata: { namespace: string; name: string } };
  return [{ namespace: metadata.namespace, name: metadata.name, hosts: ['shop.example.com'] }];
}

function isWritten(document: string): boolean {
  return !document.includes('type: kubernetes.io/tls');
}

function answerTo(answers: ReadonlyMap<string, IstioAnswer>, id: string): IstioAnswer {
  const answer = answers.get(id);
  if (answer === undefined) {
    throw new Error(`the oracle gave no answer to "${id}"`);
  }
  return answer;
}

function outcomesOf(wrong: IstioAnswer, right: IstioAnswer, requests?: readonly Request[]): Outcomes {
  const said = (right.analysis ?? []).map(textOf);
  const analysis = (wrong.analysis ?? []).map(textOf).filter((text) => !said.includes(text));
  return { wrong: outcomeOf(wrong, analysis, requests), right: outcomeOf(right, [], requests) };
}

function outcomeOf({ problems, calls }: IstioAnswer, analysis: string[], requests?: readonly Request[]): Outcome {
  const errors = (problems ?? []).filter(({ severity }) => severity !== 'warning');
  if (errors.length > 0) {
    return { refused: errors.map(({ stage, text }) => `${stage}: ${inAnyOrder(text).replace(/\s+/g, ' ').trim()}`).join('; ') };
  }
  return {
    accepted: true,
    ...(requests === undefined ? {} : { answers: (calls ?? []).map((call, index) => answerText(call, requests[index])) }),
    ...(analysis.length === 0 ? {} : { analysis }),
  };
}

/** istiod walks a map here, and names whichever of the two it sees last. */
function inAnyOrder(text: string): string {
  return text.replace(/locality \S+ overlap with/, 'locality … overlap with');
}

function textOf({ code, message }: IstioFinding): string {
  return `${code} ${message}`;
}

/** `404`, `301 http://…`, `200 v1 web.shop:80`; several where requests went to several, and at last what the backend saw. */
function answerText({ closed, status, location, cluster, clusters, upstream }: IstioCallAnswer, { sees }: Request): string {
  if (closed !== undefined && closed !== '') {
    return 'no answer';
  }
  if (status !== 200) {
    return [status, location].filter((part) => part !== undefined && part !== '').join(' ');
  }
  const reached = Object.keys(clusters ?? { [cluster ?? '']: 1 }).sort();
  const { path, host, headers } = upstream ?? {};
  const parts: Record<string, string | undefined> = { ...headers, ':path': path, ':authority': host };
  const seen = sees === undefined ? '' : `, ${sees} ${parts[sees] ?? 'missing'}`;
  return reached.map((name) => `${status} ${backendText(name)}`).join(', ') + seen;
}

/** istiod names a backend `outbound|PORT|SUBSET|NAME.NAMESPACE.svc.cluster.local`. */
function backendText(cluster: string): string {
  const [, port, subset, host] = cluster.split('|');
  return `${subset === '' ? '' : `${subset} `}${host.replace('.svc.cluster.local', '')}:${port}`;
}
