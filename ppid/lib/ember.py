"""Files in an S3-compatible bucket (PPID_S3). Private: the views alone hand a file out, having
asked who wants it, so a bucket's file has no address."""

from botocore.config import Config
from storages.backends.s3 import S3Storage

SABAR = Config(
    connect_timeout=3,
    read_timeout=20,
    retries={"mode": "standard", "max_attempts": 3},
    signature_version="s3v4",
    s3={"addressing_style": "path"},  # a bucket of one's own has no name in the DNS
    request_checksum_calculation="when_required",  # others than Amazon refuse the newer kind
    response_checksum_validation="when_required",
)


class Ember(S3Storage):
    def get_default_settings(self):
        return super().get_default_settings() | {
            "client_config": SABAR,
            "default_acl": None,  # the bucket's own, which must be private
            "file_overwrite": False,
            "max_memory_size": 2 * 1024 * 1024,
        }

    def url(self, name, *args, **kwargs):
        raise ValueError(f"{name} is private: a view hands it out.")
