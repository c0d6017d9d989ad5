import { Money } from '../../kernel/money';

/** One bar: what it is, and how long. */
export interface Bar {
  readonly label: string;
  readonly cents: number;
}

const WIDTH = 440;
const ROW = 34;
const LABEL = 150;
const VALUE = 100;
const ROOM = WIDTH - LABEL - VALUE;

/** Bars beside their words, drawn on the server; the figures stand beside each, and again in the table below it. */
export function BarChart({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ cents }) => Math.abs(cents)));
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`} role="img" aria-label={`${title}: ${wordsOf(bars)}`}>
        {bars.map(({ label, cents }, index) => {
          const length = Math.round((Math.abs(cents) * ROOM) / most);
          return (
            <g key={label} aria-hidden="true">
              <text class="chart-label" x={LABEL - 10} y={index * ROW + 22} text-anchor="end">
                {label}
              </text>
              <rect
                class={cents < 0 ? 'chart-bar chart-bar-below' : 'chart-bar'}
                x={LABEL}
                y={index * ROW + 6}
                width={length}
                height={ROW - 12}
                rx="3"
              />
              <text class="chart-value" x={LABEL + length + 8} y={index * ROW + 22}>
                {Money.cents(cents).format()}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

const wordsOf = (bars: readonly Bar[]): string =>
  bars.map(({ label, cents }) => `${label} ${Money.cents(cents).format()}`).join(', ');
