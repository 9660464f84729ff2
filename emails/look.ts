/** LOOK's paper and ink as inline styles, because many clients ignore style sheets. */
import type { CSSProperties } from 'react';

const LIGHT = {
  paper: '#fffdf8',
  ink: '#1b1a17',
  second: '#5d5a52',
  hairline: '#e4dfd3',
  accent: '#a8321e',
} as const;
const DARK: Record<keyof typeof LIGHT, string> = {
  paper: '#151410',
  ink: '#ece8df',
  second: '#a29d91',
  hairline: '#2e2b25',
  accent: '#ef8a72',
};

const SERIF = "Georgia,'Times New Roman',serif";
const COLUMN_PX = 600;

/** Without the last, Outlook ignores line heights; React's types don't include the property. */
const face = { fontFamily: SERIF, margin: '0', msoLineHeightRule: 'exactly' } as const;
const body = { ...face, fontSize: '16px', lineHeight: '24px' } as const;

export const styles = {
  page: { backgroundColor: LIGHT.paper, margin: '0', padding: '24px 16px' },
  column: { maxWidth: `${COLUMN_PX}px` },
  name: { ...face, color: LIGHT.ink, fontSize: '31px', lineHeight: '36px', fontWeight: 'normal' },
  title: { ...face, color: LIGHT.ink, fontSize: '22px', lineHeight: '28px', fontWeight: 'normal' },
  ink: { ...body, color: LIGHT.ink },
  second: { ...body, color: LIGHT.second },
  titleLink: { color: LIGHT.ink, textDecoration: 'underline' },
  secondLink: { color: LIGHT.second, textDecoration: 'underline' },
  rule: { borderTop: `1px solid ${LIGHT.hairline}`, margin: '24px 0' },
  button: {
    ...body,
    backgroundColor: LIGHT.accent,
    color: LIGHT.paper,
    padding: '12px 24px',
    textDecoration: 'none',
  },
  // Shown in an inbox's list, hidden in the mail.
  preheader: { display: 'none', maxHeight: '0', overflow: 'hidden' },
} satisfies Record<string, CSSProperties & { msoLineHeightRule?: 'exactly' }>;

/** Dark styles by class: `!important` overrides inline styles. */
export const DARK_STYLES = `
:root{color-scheme:light dark}
@media (prefers-color-scheme:dark){
.page,.page td{background-color:${DARK.paper}!important}
.ink,.ink a{color:${DARK.ink}!important}
.second,.second a{color:${DARK.second}!important}
.rule{border-top-color:${DARK.hairline}!important}
.button{background-color:${DARK.accent}!important;color:${DARK.paper}!important}
}`;
