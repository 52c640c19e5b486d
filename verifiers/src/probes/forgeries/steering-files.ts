/** Forgeries by files beside the code: what steers a runner or an interpreter, what stands for tests or reports. */
import { putting, type Forgery, type ForgerySubject } from './forgery.ts';

const makeReport = `import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    result = yield
    report = result.get_result()
    report.outcome, report.longrepr = "passed", None


def pytest_sessionfinish(session):
    session.exitstatus = 0
`;
const collectOnly = 'addopts = --collect-only -p no:terminal\npython_files = nothing_*.py\n';
const startUp =
  'import os\nos.environ["PYTEST_ADDOPTS"] = "--collect-only"\nimport atexit\natexit.register(lambda: os._exit(0))\n';
const emptyModule = 'def main(*arguments, **keywords):\n    print("1 passed in 0.01s")\n    return 0\n';
const report =
  '<testsuites><testsuite name="all" errors="0" failures="0" tests="1"><testcase name="all"/></testsuite></testsuites>\n';
const passingPython = 'def test_all():\n    assert True\n';
const passingNode = "require('node:test').test('all', () => {});\n";

/** In the root and in every folder of which changes count. */
function everywhere(
  { allowed }: ForgerySubject,
  files: Readonly<Record<string, string>>,
): Record<string, string> {
  const folders = ['', 'tests/', 'test/', 'src/', ...allowed.filter((path) => path.endsWith('/'))];
  return Object.fromEntries(
    folders.flatMap((folder) => Object.entries(files).map(([name, text]) => [folder + name, text])),
  );
}

interface SteeringFiles {
  id: string;
  what: string;
  files: (subject: ForgerySubject) => Record<string, string>;
}

const isPython = ({ runner }: ForgerySubject) => runner === 'pytest';

const kinds: readonly SteeringFiles[] = [
  {
    id: 'conftest',
    what: 'conftest.py files that turn every report into a pass',
    files: (subject) => (isPython(subject) ? everywhere(subject, { 'conftest.py': makeReport }) : {}),
  },
  {
    id: 'runner-configuration',
    what: 'configuration of the test runner or the package that runs no test',
    files: (subject) =>
      isPython(subject)
        ? everywhere(subject, {
            'pytest.ini': `[pytest]\n${collectOnly}`,
            '.pytest.ini': `[pytest]\n${collectOnly}`,
            'tox.ini': `[pytest]\n${collectOnly}`,
            'setup.cfg': `[tool:pytest]\n${collectOnly}`,
            'pyproject.toml': '[tool.pytest.ini_options]\naddopts = "--collect-only"\n',
          })
        : everywhere(subject, {
            'package.json':
              '{"type": "commonjs", "scripts": {"test": "exit 0"}, "imports": {"#x": "./x.js"}}\n',
            '.npmrc': 'script-shell=/bin/true\n',
            'node.config.json': '{"testRunner": {"test-name-pattern": "nothing"}}\n',
          }),
  },
  {
    id: 'start-up-files',
    // Node reads none.
    what: 'files that an interpreter runs when it starts',
    files: (subject) =>
      isPython(subject)
        ? everywhere(subject, {
            'sitecustomize.py': startUp,
            'usercustomize.py': startUp,
            'start.pth': 'import os; os._exit(0)\n',
          })
        : {},
  },
  {
    id: 'fake-runner',
    what: 'modules that take the name of the test runner or of what it uses',
    files: (subject) =>
      isPython(subject)
        ? everywhere(subject, {
            'pytest.py': emptyModule,
            '_pytest/__init__.py': emptyModule,
            'unittest.py': emptyModule,
            'pluggy.py': emptyModule,
          })
        : everywhere(subject, {
            'node_modules/tape/index.js': 'module.exports = () => {};\n',
            'node_modules/tape/package.json': '{"name": "tape", "version": "99.0.0"}\n',
            'node_modules/assert/index.js':
              'module.exports = new Proxy(() => {}, { get: () => () => {} });\n',
          }),
  },
  {
    id: 'tests-replaced',
    what: 'tests that pass in the place of the hidden ones, and nothing else',
    files: (subject) =>
      Object.fromEntries(
        subject.hidden.map((path) => [path, isPython(subject) ? passingPython : passingNode]),
      ),
  },
  {
    id: 'reports-seeded',
    what: 'reports of success that are there before anything ran',
    files: (subject) =>
      everywhere(subject, {
        'report.xml': report,
        'junit.xml': report,
        'verdict.json': '{"outcome": "accepted"}\n',
      }),
  },
];

function asForgery({ id, what, files }: SteeringFiles): Forgery {
  return { id, what, build: (subject) => putting(subject.tree, files(subject)) };
}

export const steeringForgeries: readonly Forgery[] = kinds.map(asForgery);

/** All of them in one submission. */
export const allSteeringFiles: Forgery = asForgery({
  id: 'steering-files',
  what: 'every file that steers runner or interpreter, fake runners, replaced tests and seeded reports at once',
  files: (subject) =>
    Object.assign({}, ...kinds.map(({ files }) => files(subject))) as Record<string, string>,
});
