/** Opens a web of a file of lines in a process of its own; for the test that two do so at once. */
import { WebShelf } from './web-shelf.ts';

const [home, lines] = process.argv.slice(2) as [string, string];
const shelf = new WebShelf({ home, driver: () => Promise.reject(new Error('no sandbox is needed')) });
const web = await shelf.openFromLines(lines);
if ((await web.search('quay', { limit: 1 }))[0]?.id !== 'a/quay') process.exitCode = 1;
