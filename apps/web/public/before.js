// zod finds out by trying whether it may use eval, and the page's policy would report each try: it is told before it loads.
globalThis.__zod_globalConfig = { jitless: true };
