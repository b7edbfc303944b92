import { Findings } from '../core/findings';
import { areLabels, isWithoutLabels } from '../core/labels';
import { checkSubsets, PlacedSubset } from '../istio/subset';
import { readStruct } from '../routing/read-struct';
import { quoted } from '../values/coded-error';
import { list, madeBy } from '../values/input';
import { restOf } from '../values/percentage';
import { CanaryPreview, ResolvedPreview } from './canary-preview';
import { CanaryPlan } from './canary-rules';
import { CanaryStickiness, StickyCookie } from './canary-stickiness';
import { CanaryTraffic, ResolvedTraffic } from './canary-traffic';
import { CanaryVersion, ServiceVersion } from './canary-version';

/** What a canary is told of its versions. */
export interface GivenVersions {
  readonly stable: ServiceVersion;
  readonly canaries: readonly CanaryVersion[];
  readonly sticky?: CanaryStickiness;
}

/** A version as it was given, and where. */
interface PlacedVersion<T extends ServiceVersion = ServiceVersion> {
  readonly field: string;
  readonly version: T;
}

/** A canary as far as it could be read. */
interface ReadCanary extends PlacedVersion<CanaryVersion> {
  readonly traffic?: ResolvedTraffic;
  readonly preview?: ResolvedPreview;
}

const parseTraffic = madeBy(CanaryTraffic, 'CanaryTraffic.percent(…), or another of its ways');
const parsePreview = madeBy(CanaryPreview, 'CanaryPreview.header(…) or CanaryPreview.cookie(…)');

const parseStickiness = madeBy(CanaryStickiness, 'CanaryStickiness.cookie()');

/**
 * Who gets what, of the versions that could be read; what is wrong becomes a finding.
 * @param usualCookie name of the cookie that clients are kept by, where none was given
 */
export function readVersions(findings: Findings, given: GivenVersions, usualCookie: string): Omit<CanaryPlan, 'backend'> {
  const canaries = readCanaries(findings, given.canaries);
  const [stable] = readVersion(findings, 'stable', given.stable, OF_VERSION);
  const versions = [...(stable === undefined ? [] : [stable]), ...canaries];
  const subsets = versions.map(toSubset);
  checkSubsets(findings, subsets);
  checkPods(findings, subsets);
  const sticky = findings.parseOptional('sticky', given.sticky, parseStickiness)?._read(findings, 'sticky', usualCookie);
  checkCookies(findings, canaries, sticky);
  return {
    versions: versions.map(({ version }) => version),
    canaries: canaries.flatMap(({ version: { subset }, traffic, preview }) =>
      traffic === undefined ? [] : [{ subset, traffic, preview }],
    ),
    sticky,
  };
}

/** The canaries; what is wrong with them, each by itself and all together, becomes a finding. */
function readCanaries(findings: Findings, canaries: readonly CanaryVersion[]): ReadCanary[] {
  const given = findings.parse('canaries', canaries, list<CanaryVersion>);
  if (given?.length === 0) {
    const fix = 'add a canary, with CanaryTraffic.percent(0) if it is to get no traffic yet';
    findings.error({ id: 'canary.no-canary', what: 'there is no version beside the stable one', fix }, 'canaries');
  }
  const read = (given ?? []).flatMap((canary, index) => readVersion(findings, `canaries[${index}]`, canary, OF_CANARY));
  const resolved = read.map(({ field, version }) => ({
    field,
    version,
    traffic: findings.parse(`${field}.traffic`, version.traffic, (traffic) => parseTraffic(traffic)._resolve()),
    preview: findings.parseOptional(`${field}.preview`, version.preview, (preview) => parsePreview(preview)._resolve()),
  }));
  checkSum(findings, resolved);
  checkPreviews(findings, resolved);
  return resolved;
}

const OF_VERSION = ['subset', 'labels', 'trafficPolicy'] satisfies (keyof ServiceVersion)[];
const OF_CANARY = [...OF_VERSION, 'traffic', 'preview'] satisfies (keyof CanaryVersion)[];

function readVersion<T extends ServiceVersion>(
  findings: Findings,
  field: string,
  version: T,
  words: readonly (keyof T & string)[],
): PlacedVersion<T>[] {
  const read = readStruct(findings, field, version, words);
  return read === undefined ? [] : [{ field, version: read }];
}

function checkSum(findings: Findings, canaries: readonly ReadCanary[]): void {
  if (canaries.every(({ traffic }) => traffic !== undefined)) {
    const shares = canaries.flatMap(({ traffic }) => (traffic !== undefined && 'share' in traffic ? [traffic.share] : []));
    findings.parse('canaries', shares, restOf);
  }
}

function checkPreviews(findings: Findings, canaries: readonly ReadCanary[]): void {
  const seen = new Map<string, string>();
  for (const { field, preview } of canaries) {
    const earlier = preview && seen.get(preview.label);
    if (preview !== undefined && earlier !== undefined) {
      const what = `${preview.label} leads to another version already, ${earlier}`;
      findings.error({ id: 'canary.same-preview', what, fix: 'give each version a preview of its own' }, `${field}.preview`);
    } else if (preview !== undefined) {
      seen.set(preview.label, `${field}.preview`);
    }
  }
}

/** A preview leads to its version whatever the shares are: with the cookie of all clients of the version, there would be no rollback. */
function checkCookies(findings: Findings, canaries: readonly ReadCanary[], sticky: StickyCookie | undefined): void {
  for (const { field, preview } of canaries) {
    if (sticky !== undefined && preview?.cookie === sticky.name) {
      const what = `${quoted(sticky.name)} is the cookie that keeps clients on their version, by which nobody should get one without a share`;
      findings.error({ id: 'canary.same-cookie', what, fix: 'take another cookie for the preview' }, `${field}.preview`);
    }
  }
}

/** What can be no labels is reported elsewhere. */
function checkPods(findings: Findings, versions: readonly PlacedSubset[]): void {
  for (const { name, labelsField } of versions.filter(({ labels }) => isWithoutLabels(labels))) {
    const what = `the pods of ${quoted(name)} have no label, so that those of every version are among them`;
    findings.error({ id: 'canary.same-pods', what, fix: 'name a label that only its own pods have' }, labelsField);
  }
  const labelled = versions.filter(({ labels }) => areLabels(labels) && !isWithoutLabels(labels));
  labelled.forEach((version, index) => {
    const other = labelled.slice(0, index).find((earlier) => !areToldApart(earlier.labels, version.labels));
    if (other !== undefined) {
      const what = `the pods of ${quoted(version.name)} and of ${quoted(other.name)}, ${other.labelsField}, are not told apart`;
      const fix = 'give both the same label with different values';
      findings.error({ id: 'canary.same-pods', what, fix }, version.labelsField);
    }
  });
}

function toSubset({ field, version }: PlacedVersion): PlacedSubset {
  const { subset, labels } = version;
  return { name: subset, labels, nameField: `${field}.subset`, labelsField: `${field}.labels` };
}

/** Pods are surely different ones just when some label of theirs has to have different values. */
function areToldApart(one: ServiceVersion['labels'], other: ServiceVersion['labels']): boolean {
  return Object.entries(one).some(([key, value]) => key in other && other[key] !== value);
}
