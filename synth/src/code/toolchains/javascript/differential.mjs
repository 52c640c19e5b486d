{
  const { createInterface } = await import('node:readline');
  const { writeSync } = await import('node:fs');
  console.log = console.error = console.warn = () => {};
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, input } = JSON.parse(line);
    writeSync(1, `${JSON.stringify({ id, value: (await observe(input)) ?? null })}\n`);
  }
}
