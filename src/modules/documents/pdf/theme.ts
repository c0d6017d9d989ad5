import type { Color, TextStyle } from './wrap-text';

/** Ink, paper furniture and the one accent; all text colors reach 4.5:1 on white. */
export const COLOR = {
  ink: [0.11, 0.15, 0.19],
  muted: [0.33, 0.39, 0.45],
  accent: [0.05, 0.34, 0.4],
  rule: [0.8, 0.84, 0.87],
  tint: [0.94, 0.96, 0.97],
} as const satisfies Record<string, Color>;

const style = (size: number, more: Partial<TextStyle> = {}): TextStyle => ({
  size,
  weight: 'regular',
  color: COLOR.ink,
  leading: Math.round(size * 135) / 100,
  ...more,
});

/** Every text style a document uses. Sizes in points. */
export const TEXT = {
  title: style(19, { weight: 'bold', color: COLOR.accent }),
  practice: style(13, { weight: 'bold' }),
  label: style(6.6, { weight: 'bold', color: COLOR.muted, tracking: 0.5, leading: 9.5 }),
  body: style(8.6),
  address: style(10, { leading: 12 }),
  addressName: style(10, { leading: 12, weight: 'bold' }),
  strong: style(8.6, { weight: 'bold' }),
  small: style(7.4, { color: COLOR.muted }),
  cell: style(8.2, { leading: 10.6 }),
  cellStrong: style(8.2, { weight: 'bold', leading: 10.6 }),
  cellNote: style(7, { color: COLOR.muted, leading: 9 }),
  columnTitle: style(6.8, { weight: 'bold', color: COLOR.muted, leading: 9 }),
  total: style(8.8),
  grandTotal: style(11, { weight: 'bold', leading: 15 }),
  headline: style(20, { weight: 'bold' }),
  panel: style(11, { weight: 'bold' }),
  stamp: style(9, { weight: 'bold', color: COLOR.accent, tracking: 0.8 }),
  footer: style(7, { color: COLOR.muted }),
} as const;

/** The text area of a page, points from its edges. */
export const MARGIN = { left: 46, right: 46, top: 46, bottom: 52 } as const;
