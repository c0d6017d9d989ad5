import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import type { ClinicId } from '../../../src/kernel/ids';
import { IssueApiKey } from '../../../src/modules/access/issue-api-key';
import { ReportCatalog } from '../../../src/modules/reports/report-catalog';
import { postVisit, registerPatient } from '../../support/demo';
import { ALL_DAYS } from '../../support/reports';
import { type ReportStory, tellReportStory } from './support/report-story';
import { fetchBytes } from './support/wire';

const run = promisify(execFile);

/** Commas, quotes, UTF-8, from the first line, cells as they are stored and not as they are shown. */
const TO_CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false';

/** A name that a sheet would compute, if it took it for a formula. */
const FORMULA = { firstName: '=21000+', lastName: '21' };

interface ReportJson {
  readonly rowCount: number;
  readonly columns: readonly { readonly key: string; readonly type: string }[];
  readonly totals: Readonly<Record<string, number>>;
}

function hasLibreOffice(): boolean {
  try {
    execFileSync('soffice', ['--version']);
    return true;
  } catch {
    return false;
  }
}

describe('The files of reports, opened in LibreOffice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'libreoffice-'));
  let story: ReportStory;
  let keys: string[];

  beforeAll(async () => {
    story = await tellReportStory();
    const { desk } = story.cascade;
    const { id: patientId } = await registerPatient(desk, FORMULA);
    await postVisit(desk, ['intake'], { patientId });
    keys = await Promise.all([story.cascade.id, story.insured].map(adminKey));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await story.app.close();
  });

  const adminKey = async (clinicId: ClinicId): Promise<string> => {
    const { app } = story;
    const issued = await app.as(clinicId, () => app.get(IssueApiKey).execute({ role: 'admin', label: 'test admin' }));
    return issued.key;
  };

  /** A report of the first clinic that has anything for it, or nothing where it adds nothing up. */
  async function summed(
    name: string,
  ): Promise<{ json: ReportJson; file: (format: string) => Promise<Buffer> } | undefined> {
    const path = `/v1/reports/${name}?from=${ALL_DAYS.from}&to=${ALL_DAYS.to}&names=true`;
    for (const key of keys) {
      const json = JSON.parse((await fetchBytes(story.app, key, path)).body.toString()) as ReportJson;
      if (Object.keys(json.totals).length === 0) return undefined;
      const file = async (format: string) => {
        const { status, body } = await fetchBytes(story.app, key, `${path}&format=${format}`);
        expect({ name, format, status }).toEqual({ name, format, status: 200 });
        return body;
      };
      if (json.rowCount > 0) return { json, file };
    }
    throw new Error(`neither clinic has anything for ${name}`);
  }

  // Where there is no LibreOffice, as on a bare machine, the other specs of formats read the files.
  (hasLibreOffice() ? it : it.skip)(
    'have the sums of the report to the cent, and no formula',
    async () => {
      const reports: { name: string; json: ReportJson }[] = [];
      const files: string[] = [];
      for (const { name } of story.app.get(ReportCatalog).list()) {
        const report = await summed(name);
        if (!report) continue;
        reports.push({ name, json: report.json });
        for (const format of ['csv', 'xlsx']) {
          const path = join(folder, `${name}-of-${format}.${format}`);
          const bytes = await report.file(format);
          if (format === 'xlsx') expect({ name, formulas: formulasOf(bytes) }).toEqual({ name, formulas: [] });
          writeFileSync(path, bytes);
          files.push(path);
        }
      }
      const opened = join(folder, 'opened');
      const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
      await run('soffice', [profile, '--headless', '--convert-to', TO_CSV, '--outdir', opened, ...files]);
      const texts: Record<string, string[]> = { csv: [], xlsx: [] };
      for (const { name, json } of reports)
        for (const format of ['csv', 'xlsx']) {
          const rows = parse(readFileSync(join(opened, `${name}-of-${format}.csv`))) as string[][];
          texts[format]?.push(...rows.flat());
          expect({ name, format, ...sumsOf(rows, json) }).toEqual({
            name,
            format,
            words: `Total of ${json.rowCount}`,
            rowCount: json.rowCount,
            written: json.totals,
            added: json.totals,
          });
        }
      expect(reports.length).toBeGreaterThan(10);
      const named = (format: string) => texts[format]?.filter((text) => text.endsWith('=21000+ 21')).length;
      expect(named('csv')).toBeGreaterThan(0);
      expect(named('xlsx')).toBe(named('csv'));
      expect(Object.values(texts).flat()).not.toContain('21021');
    },
    60_000,
  );
});

/** The sheets of a workbook in which a cell is a formula. */
function formulasOf(workbook: Uint8Array): string[] {
  const sheets = Object.entries(unzipSync(workbook, { filter: ({ name }) => name.startsWith('xl/worksheets/sheet') }));
  expect(sheets).not.toEqual([]);
  return sheets.flatMap(([name, xml]) => (/<f[ />]/.test(Buffer.from(xml).toString()) ? [name] : []));
}

/** What the last row says the columns come to, and what they do come to. */
function sumsOf(rows: readonly string[][], { columns, totals }: ReportJson) {
  const last = rows.at(-1) ?? [];
  const body = rows.slice(1, -1);
  const amount = (cell: string | undefined, type: string) => Math.round(Number(cell) * (type === 'cents' ? 100 : 1));
  const each = (figure: (place: number, type: string) => number) =>
    Object.fromEntries(
      columns.flatMap(({ key, type }, place) => (key in totals ? [[key, figure(place, type)] as const] : [])),
    );
  return {
    words: last[0],
    rowCount: body.length,
    written: each((place, type) => amount(last[place], type)),
    added: each((place, type) => body.reduce((sum, row) => sum + amount(row[place], type), 0)),
  };
}
