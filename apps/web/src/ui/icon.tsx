/** The few signs of the page, drawn in 16 by 16. Always beside a word, so hidden from screen readers. */
const paths = {
  review: 'M2 8.5 6 12.5 14 3.5',
  tasks: 'M2 4h12M2 8h12M2 12h8',
  runs: 'M4 2.5v11l9-5.5z',
  yields: 'M1.5 3h13L10 8.5v5l-4-2v-3z',
  ops: 'M3 5.5h8a3 3 0 0 1 0 6H6M3 5.5 5.5 3M3 5.5 5.5 8',
  settings: 'M2 4.5h7M13 4.5h1M2 11.5h1M7 11.5h7M11 2.5v4M5 9.5v4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5 14 14',
  theme: 'M8 2a6 6 0 1 0 0 12A4.5 4.5 0 0 1 8 2z',
  keys: 'M2 4.5h12v7.5H2zM4.5 7h1M8 7h.01M11 7h.5M5 9.5h6',
  close: 'M4 4l8 8M12 4l-8 8',
  minus: 'M3 8h10',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  external: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5',
  play: 'M4 2.5v11l9-5.5z',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={paths[name]} />
    </svg>
  );
}
