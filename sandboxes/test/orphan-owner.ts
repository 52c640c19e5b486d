/** A process that opens a sandbox, starts something long in it, says so, and waits to be killed. */
import { openDriver, type DriverName } from '../src/open.ts';

const [name, home, mark] = process.argv.slice(2) as [DriverName, string, string];
const driver = await openDriver({ name, home, poolSize: 2 });
const sandbox = await driver.open({
  runtime: { language: 'python', version: '>=3.11', packages: [] },
  limits: {
    cpuSecondsMax: 600,
    wallSecondsMax: 600,
    memoryBytesMax: 256 * 1024 * 1024,
    processesMax: 16,
    diskBytesMax: 16 * 1024 * 1024,
    outputBytesMax: 1024,
  },
});
const program =
  'import os, time; os.fork(); os.setsid() if os.fork() == 0 else 0; print(1, flush=True); time.sleep(600)';
const running = await sandbox.start({ argv: ['python3', '-c', program, mark] });
for await (const _ of running.stdout) {
  console.log('running');
  break;
}
setInterval(() => undefined, 1000);
