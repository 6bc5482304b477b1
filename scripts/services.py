"""Exit 0 when the PostgreSQL and the Redis that the tests are told to use both answer."""

import os
import sys

import psycopg
import redis


def main():
    psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", connect_timeout=3).close()
    redis.Redis.from_url(os.environ["PPID_REDIS_URL"], socket_connect_timeout=3).ping()


if __name__ == "__main__":
    try:
        main()
    except (psycopg.Error, redis.RedisError) as error:
        sys.exit(f"ppid: tests on PostgreSQL and Redis cannot run: {error}")
