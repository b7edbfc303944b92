import { parse } from 'yaml';
import { KubeObject } from '../../../lib/manifests/document';
import { RefusedCase } from '../../cases/refused/case';
import { Kube } from '../kube';
import { KubeApi } from '../kube-api';
import { Programs } from '../suite';
import { Outcome, Outcomes } from './outcome';

const NAMESPACES = ['shop', 'other', 'istio-system'];
/** How long MetalLB is given to decide; it takes a tenth of a second. */
const LONGEST = 5_000;
/** A refusal may be one of the configuration before: after this it is final. */
const SETTLED = 250;

/** Until the controller knows that the documents of the case before are gone. */
const FORGOTTEN = 100;

/** Until the controller has seen a document: a webhook of MetalLB checks the next one against what it has seen. */
const SEEN = 150;

/** Asks an API server with MetalLB and its webhooks, as it is installed, and one in BGP mode native, each one case after the other. */
export async function askKube(cases: readonly RefusedCase[], programs: Programs): Promise<Map<string, Outcomes>> {
  const isNative = ({ ask }: RefusedCase): boolean => ask === 'native';
  const installed = cases.filter((aCase) => !isNative(aCase));
  const answers = [askMode('frr-k8s', installed, programs), askMode('native', cases.filter(isNative), programs)];
  return new Map((await Promise.all(answers)).flatMap((some) => [...some]));
}

async function askMode(bgpMode: 'frr-k8s' | 'native', cases: readonly RefusedCase[], programs: Programs): Promise<Map<string, Outcomes>> {
  const kube = await Kube.up(programs, `refused-${bgpMode}`, { webhooks: true, bgpMode });
  try {
    for (const name of NAMESPACES) {
      await kube.api.apply(`apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }`);
    }
    const answers = new Map<string, Outcomes>();
    for (const { name, ask, raw } of cases) {
      const outcome = ask === 'kube' ? checked : served;
      answers.set(name, { wrong: await outcome(kube.api, raw.wrong), right: await outcome(kube.api, raw.right) });
    }
    return answers;
  } finally {
    await kube.down();
  }
}

/** Whether the documents would be stored; none is. */
async function checked(api: KubeApi, yaml: string): Promise<Outcome> {
  for (const document of documentsOf(yaml)) {
    const { status, message = '' } = await api.apply(document, { dryRun: true });
    if (status >= 400) {
      return { refused: `${status} ${message}` };
    }
  }
  return { accepted: true };
}

/** What Service `shop/web`, if it is one of them, gets once the documents are stored. They are removed again. */
async function served(api: KubeApi, yaml: string): Promise<Outcome> {
  const documents = documentsOf(yaml);
  try {
    for (const [index, document] of documents.entries()) {
      await sleep(index > 0 && document.includes('metallb.io/v1') ? SEEN : 0);
      const { status, message = '' } = await api.apply(document);
      if (status >= 400) {
        return { refused: `${status} ${message}` };
      }
    }
    if (!documents.some(isWeb)) {
      return { accepted: true };
    }
    const address = await api.waitFor(LONGEST, async () => (await addressOf(api)) ?? (await finalRefusal(api)));
    return { accepted: true, ...(address ?? { service: 'pending' }) };
  } finally {
    for (const document of [...documents].reverse()) {
      await api.delete(document);
    }
    await sleep(FORGOTTEN);
    await api.call({ method: 'DELETE', path: '/api/v1/namespaces/shop/events' });
  }
}

function isWeb(document: string): boolean {
  const { kind, metadata } = parse(document) as KubeObject;
  return kind === 'Service' && metadata.name === 'web';
}

interface Served {
  readonly service: string;
  readonly event?: string;
}

async function addressOf(api: KubeApi): Promise<Served | undefined> {
  const { object } = await api.call({ method: 'GET', path: '/api/v1/namespaces/shop/services/web' });
  const address: string | undefined = object?.status?.loadBalancer?.ingress?.[0]?.ip;
  return address === undefined ? undefined : { service: address };
}

async function finalRefusal(api: KubeApi): Promise<Served | undefined> {
  if ((await refusalOf(api)) === undefined) {
    return undefined;
  }
  await sleep(SETTLED);
  return (await addressOf(api)) ?? { service: 'pending', event: await refusalOf(api) };
}

async function refusalOf(api: KubeApi): Promise<string | undefined> {
  const events = await api.events('shop');
  return events.filter(({ about, reason }) => about === 'Service/web' && reason === 'AllocationFailed').at(-1)?.message;
}

export function documentsOf(yaml: string): string[] {
  return yaml
    .split(/^---$/m)
    .map((document) => document.trim())
    .filter((document) => document !== '');
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
