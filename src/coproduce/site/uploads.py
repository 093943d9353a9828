# SPDX-License-Identifier: AGPL-3.0-or-later
"""Uploads stay in memory: a temporary file would hold people's words outside the vault."""

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload


class MemoryOnly(MemoryFileUploadHandler):
    """Takes each file into memory and stops, saying so, past the size that the reader accepts."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: ANN001, ANN201, N803
        self.activated = True
        # Told too large beforehand: stop at the first piece. (Stopping here would be an error of ours, not an answer.)
        self.received = settings.UPLOAD_LIMIT if content_length > settings.UPLOAD_LIMIT else 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_LIMIT:
            # The view sees no file and says which size it takes.
            raise StopUpload(connection_reset=False)
        self.file.write(raw_data)
