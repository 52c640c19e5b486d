/** See markdown.tsx, which loads this. */
import Markdown, { type Components } from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';

const schema = { ...defaultSchema, tagNames: (defaultSchema.tagNames ?? []).filter((tag) => tag !== 'img') };

const components: Components = {
  a: ({ href, children }) => (
    <span>
      {children} {href !== undefined && <code>{href}</code>}
    </span>
  ),
  // The page has one h1; text of others does not write its outline.
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  input: ({ checked }) => <span>{checked === true ? '☑' : '☐'}</span>,
};

export function Rendered({ text }: { text: string }) {
  return (
    <Markdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[[rehypeSanitize, schema]]}
      components={components}
      skipHtml
    >
      {text}
    </Markdown>
  );
}
