{
  const { createInterface } = await import('node:readline');
  const write = process.stdout.write.bind(process.stdout);
  console.log = console.error = console.warn = () => {};
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, input } = JSON.parse(line);
    write(`${JSON.stringify({ id, value: (await observe(input)) ?? null })}\n`);
  }
}
