/** Builds the page into `dist`. Knows nothing of the server but where it listens while developing. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { themeCss } from './src/theme/theme-css.ts';

const server = process.env['TOUCHSTONE_SERVER'] ?? 'http://127.0.0.1:7700';

export default defineConfig({
  plugins: [react(), themeCss()],
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': server, '/healthz': server } },
});
