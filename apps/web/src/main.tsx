/** Puts the page together and starts it. */
import './theme/styles.css';
import 'virtual:theme.css';
import './theme/page.css';
import { MantineProvider, localStorageColorSchemeManager } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueryClient } from './api/query-client.ts';
import { listenToKeys } from './keys/registry.ts';
import { router } from './shell/router.tsx';
import { theme } from './theme/theme.ts';

const colorSchemes = localStorageColorSchemeManager({ key: 'touchstone.theme' });
const queryClient = makeQueryClient();

listenToKeys();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={colorSchemes}
      // Both write style elements; see theme/theme-css.ts.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
