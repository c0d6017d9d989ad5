import type { UnitKind } from '../coverage.view';

/** Esketamine by the milligram: J0013 since 2026-01-01, S0013 before (DOMAIN.md §3.3). */
const PER_MILLIGRAM_CODES = ['J0013', 'S0013'];

/** The smallest and the largest dose on the label, in milligrams. */
const SMALLEST_DOSE_MG = 56;
const LARGEST_DOSE_MG = 84;

/**
 * What a unit of an authorization is when nobody said: a milligram for the codes that bill by the milligram, else a
 * visit. A grant that could not hold one dose was counted in visits, whatever its code.
 * @example unitKindOf(['J0013'], 672) // 'milligrams': 12 visits of 56 mg
 */
export function unitKindOf(codes: readonly string[], units: number): UnitKind {
  const perMilligram = codes.some((code) => PER_MILLIGRAM_CODES.includes(code)) && units >= SMALLEST_DOSE_MG;
  return perMilligram ? 'milligrams' : 'visits';
}

/** What a line takes from an authorization. */
export interface AuthorizedLine {
  readonly serviceCode: string;
  readonly quantity: number;
  /** Of one unit of the line. */
  readonly doseMg?: number;
}

/** Milligrams of one visit: as told, else as the service code ends (`spravato-56`), else the largest dose. */
function doseOf({ doseMg, serviceCode }: AuthorizedLine): number {
  return doseMg ?? Number(/-(\d{2,3})$/.exec(serviceCode)?.[1] ?? LARGEST_DOSE_MG);
}

/** Whether the dose of a visit is no larger than what was granted; a grant without a dose holds for every one. */
export const coversDose = (line: AuthorizedLine, doseTierMg: number | null): boolean =>
  doseTierMg === null || doseOf(line) <= doseTierMg;

/** Units a line takes. */
export const unitsNeeded = (line: AuthorizedLine, countedIn: UnitKind): number =>
  line.quantity * (countedIn === 'milligrams' ? doseOf(line) : 1);

/**
 * Whether an authorization names a code the line is billed with. A service whose codes the clinic has not set up cannot be
 * compared and passes.
 */
export const coversCode = (authorized: readonly string[], billed: readonly string[]): boolean =>
  billed.length === 0 || billed.some((code) => authorized.includes(code));

/**
 * The codes an authorization names, with the drug's other one beside it: S0013 and J0013 are the same drug, and some payers
 * carried old authorizations over (DOMAIN.md §3.3).
 * @example crosswalked(['S0013']) // ['S0013', 'J0013']
 */
export const crosswalked = (codes: readonly string[]): readonly string[] =>
  codes.some((code) => PER_MILLIGRAM_CODES.includes(code)) ? [...new Set([...codes, ...PER_MILLIGRAM_CODES])] : codes;
