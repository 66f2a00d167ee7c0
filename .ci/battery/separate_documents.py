"""A pytest plugin for the protocol battery: `pytest -p separate_documents`.

The battery opens the same text several times in one workspace and expects the findings of a text that stands alone. cmklint reads
the documents of a workspace together: a second manifest with the same names is a finding, and who uses a key is told across files.
So documents that the battery does not name lie outside the workspace here, each in a folder of its own. No assertion is changed.
"""
import os
import sys


def pytest_collection_modifyitems():
    battery = sys.modules["test_conformance"]
    inside = battery.Sess.uri

    def uri(session, name=None):
        if name is not None:
            return inside(session, name)
        session.n += 1
        return battery.file_uri(os.path.join(f"{session.root}_{session.n}", f"doc{session.n}{battery.P['ext']}"))

    battery.Sess.uri = uri
