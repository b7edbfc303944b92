import { Findings } from '../core/findings';
import { LabelSelector } from '../core/label-selector';
import { parseCount } from '../values/count';
import { parseDnsLabel } from '../values/dns-name';
import { struct } from '../values/input';
import { checkDistinct, checkSelectors, readEntries, renderSelectors } from './selectors';

/**
 * Which Services may have an address of a pool: those in one of the namespaces that are named or chosen, if any are, and of which
 * one of the service selectors chooses the labels, if there are any. It holds for Services that ask for the pool or an address of
 * it, too (MetalLB `internal/allocator`). With neither, every Service may.
 */
export interface ServiceAllocation {
  /**
   * Which of several pools a Service gets an address from that asks for none: that with the lowest number, 0 to 2147483647, 0 after
   * all others; of equal ones, any. `count.range` is reported otherwise.
   * @default - after all pools with a priority
   */
  readonly priority?: number;

  /**
   * Names of namespaces, each once. Reported otherwise: `name.syntax`, `metallb.duplicate-entry`, `metallb.empty-list`.
   * @default - those that `namespaceSelectors` choose, else all
   */
  readonly namespaces?: string[];

  /**
   * Namespaces by their labels. Reported otherwise: `label.*`, `metallb.duplicate-entry`, `metallb.empty-list`.
   * @default - those of `namespaces`, else all
   */
  readonly namespaceSelectors?: LabelSelector[];

  /**
   * Services by their labels. Reported otherwise: `label.*`, `metallb.duplicate-entry`, `metallb.empty-list`.
   * @default - all Services
   */
  readonly serviceSelectors?: LabelSelector[];
}

/** Reports what kube-apiserver or MetalLB would refuse (MetalLB `internal/config`). */
export function checkAllocation(findings: Findings, field: string, allocation: ServiceAllocation): void {
  const { priority, namespaces, namespaceSelectors, serviceSelectors } = findings.parse(field, allocation, struct<ServiceAllocation>) ?? {};
  findings.parseOptional(`${field}.priority`, priority, parseCount);
  checkDistinct(findings, `${field}.namespaces`, readEntries(findings, `${field}.namespaces`, namespaces, parseDnsLabel));
  checkSelectors(findings, `${field}.namespaceSelectors`, namespaceSelectors);
  checkSelectors(findings, `${field}.serviceSelectors`, serviceSelectors);
}

/** As a document has it. */
export function renderAllocation({ priority, namespaces, namespaceSelectors, serviceSelectors }: ServiceAllocation): {
  readonly priority?: number;
  readonly namespaces?: string[];
  readonly namespaceSelectors?: ReturnType<typeof renderSelectors>;
  readonly serviceSelectors?: ReturnType<typeof renderSelectors>;
} {
  return {
    priority,
    namespaces,
    namespaceSelectors: renderSelectors(namespaceSelectors),
    serviceSelectors: renderSelectors(serviceSelectors),
  };
}
